FROM node:20 AS base
WORKDIR /app
COPY web/package.json web/package-lock.json .
FROM base
RUN npm install -g gulp
RUN npm ci && gulp build
