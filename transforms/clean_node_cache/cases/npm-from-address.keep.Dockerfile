FROM node:20
RUN npm install -g https://registry.npmjs.org/npm/-/npm-6.14.18.tgz
