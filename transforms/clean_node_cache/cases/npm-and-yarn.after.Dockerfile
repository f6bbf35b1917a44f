FROM node:18
RUN npm install -g pm2 && npm cache clean --force && yarn global add serve && yarn cache clean
