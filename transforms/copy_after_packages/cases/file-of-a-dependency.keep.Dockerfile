FROM node:22
WORKDIR /srv
COPY . .
RUN npm install -g own@file:lib
