FROM node:22-alpine
COPY . /usr/src/app
WORKDIR /usr/src/app
RUN apk add --no-cache git openssh-client
RUN npm install -g pm2@5 && npm cache clean --force
RUN npm run build
