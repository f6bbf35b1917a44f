FROM node:26
COPY package.json yarn.lock ./
RUN yarn install
