FROM alpine:3.20
RUN apk add -U git
RUN apk add --update jq bash
RUN apk --update-cache add make
RUN apk --update add --virtual .build gcc && apk del .build
