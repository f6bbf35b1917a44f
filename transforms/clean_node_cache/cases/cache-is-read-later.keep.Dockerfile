FROM node:20
RUN npm ci
RUN tar cf /npm.tar /root/.npm
