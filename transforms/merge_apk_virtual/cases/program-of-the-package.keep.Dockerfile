FROM alpine:3.20
RUN apk add --no-cache tar && tar -cf /srv/etc.tar /etc
RUN apk del tar && tar -tf /srv/etc.tar
