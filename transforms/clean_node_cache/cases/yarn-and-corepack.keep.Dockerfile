FROM node:18
RUN corepack enable
COPY package.json yarn.lock ./
RUN yarn install
