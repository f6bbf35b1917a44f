FROM node:20
RUN npm install -g https://example.org/npm-6.14.18.tgz
