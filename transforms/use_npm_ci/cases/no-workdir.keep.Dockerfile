ARG TAG=20
FROM node:$TAG
COPY package.json package-lock.json ./
RUN npm install
