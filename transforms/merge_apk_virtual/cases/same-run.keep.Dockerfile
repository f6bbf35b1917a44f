FROM alpine:3.20
RUN apk add --no-cache curl
RUN apk add --no-cache --virtual .b gcc && echo built && apk del .b
