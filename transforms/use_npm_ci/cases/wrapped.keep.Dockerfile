FROM node:20
WORKDIR /app
COPY package.json package-lock.json ./
RUN HOME=/tmp npm install
RUN gosu node npm install
