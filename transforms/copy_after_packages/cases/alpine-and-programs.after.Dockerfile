FROM node:22-alpine
WORKDIR /usr/src/app
RUN apk add --no-cache git openssh-client
RUN npm install -g pm2@5 && npm cache clean --force
COPY . /usr/src/app
RUN npm run build
