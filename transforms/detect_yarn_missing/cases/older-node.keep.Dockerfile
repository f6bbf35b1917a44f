ARG V
FROM node:24
RUN yarn install
FROM node:$V
RUN yarn install
FROM mycompany/node:26
RUN yarn install
FROM node:lts
RUN yarn install
FROM node:jod-alpine
RUN yarn install
