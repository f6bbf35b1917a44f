FROM node:22
WORKDIR /srv/app
COPY package.json package-lock.json ./
RUN npm install && rm -rf /srv/*
FROM node:22
WORKDIR /srv/app
COPY package.json package-lock.json ./
RUN npm install && rm -rf /srv/app/docs
FROM node:22
WORKDIR /srv/app
COPY package.json package-lock.json ./
RUN npm install && rm -rf docs /tmp/x
FROM node:22
WORKDIR /srv/app
COPY package.json package-lock.json ./
RUN rm -rf "$OLD" && npm install
FROM node:22
WORKDIR /srv/app
COPY package.json package-lock.json ./
RUN rm -rf /*/app/x && npm install
