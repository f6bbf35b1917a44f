FROM node:20
RUN npm config set cache /srv/npm-cache && npm ci
