FROM node:22
USER node
COPY src /srv/app
WORKDIR /srv/app
RUN npm install -g pm2
