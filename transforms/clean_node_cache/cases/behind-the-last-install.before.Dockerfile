FROM node:20
RUN npm install -g gulp \
 && npm install \
 # the bundle
 && npm run build \
 && rm -rf src
