FROM node:18
WORKDIR /srv/app
COPY package.json /srv/app/
COPY npm-shrinkwrap.json /srv/app/npm-shrinkwrap.json
RUN npm ci --production --no-audit \
 && npm cache clean --force
