FROM node:18
COPY package.json yarn.lock .yarnrc.yml ./
RUN yarn install
