FROM alpine:3.20
RUN apk add --no-cache --virtual .build nodejs npm && \
    npm install -g svgo && \
    apk del .build
