FROM node:22
WORKDIR /app
COPY package.json package-lock.json /srv2/
COPY package.json package-lock.json ./
COPY package.json package-lock.json .
COPY package.json package-lock.json /app
