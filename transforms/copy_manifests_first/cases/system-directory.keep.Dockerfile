FROM node:22 AS one
WORKDIR /
COPY . .
RUN npm ci
FROM node:22
WORKDIR /root
COPY . .
RUN npm ci
FROM node:22
WORKDIR /usr/local
COPY . .
RUN npm ci
