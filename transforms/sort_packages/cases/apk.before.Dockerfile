FROM alpine:3.20
RUN apk add --no-cache --virtual .build make gcc=13.2 && make && apk del .build
