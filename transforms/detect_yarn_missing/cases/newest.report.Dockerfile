FROM node
RUN yarn install
FROM node:alpine
RUN yarn install
FROM node:current-slim
RUN yarn install
