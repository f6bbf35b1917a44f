FROM alpine:3.20
RUN apk --update --upgrade add curl && apk --virtual .build add gcc && apk -Uuv add jq
