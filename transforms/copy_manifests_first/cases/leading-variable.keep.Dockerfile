FROM node:22 AS one
WORKDIR /app
ENV HOME=/app
COPY . .
RUN npm ci
FROM node:22
ENV PATH=$PATH:/app/tools
WORKDIR /app
COPY . .
RUN npm ci
