FROM node:20
RUN npm install -g gulp \
 && npm install \
 && npm cache clean --force \
 # the bundle
 && npm run build \
 && rm -rf src
