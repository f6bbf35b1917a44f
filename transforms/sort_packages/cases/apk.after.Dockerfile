FROM alpine:3.20
RUN apk add --no-cache --virtual .build gcc=13.2 make && make && apk del .build
