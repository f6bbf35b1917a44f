FROM node:20
RUN npm install -g npm@6
RUN npm ci --only=production
