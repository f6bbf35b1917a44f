FROM node:10
COPY package.json .npmrc ./
RUN npm install -g gulp
