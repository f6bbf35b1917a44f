FROM node:20-alpine
RUN apk add --no-cache --virtual .build-deps make && npm ci && apk del .build-deps
