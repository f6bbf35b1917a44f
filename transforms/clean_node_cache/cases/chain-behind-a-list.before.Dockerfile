FROM node:20
RUN set -ex; \
    npm install -g ember-cli \
    && npm install
