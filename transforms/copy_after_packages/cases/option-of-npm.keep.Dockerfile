FROM node:22
WORKDIR /srv
COPY . .
RUN npm install -g --userconfig npmrc pm2
