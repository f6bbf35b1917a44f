FROM alpine:3.20
RUN apk add --no-cache git
RUN apk add --no-cache jq bash
RUN apk add --no-cache make
RUN apk add --no-cache --virtual .build gcc && apk del .build
