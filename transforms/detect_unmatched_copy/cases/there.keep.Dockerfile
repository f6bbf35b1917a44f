FROM node:22
ARG DIR=src
COPY package*.json ./
COPY ./$DIR/ /app/
COPY . /all
