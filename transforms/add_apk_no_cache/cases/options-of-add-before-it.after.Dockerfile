FROM alpine:3.20
RUN apk --upgrade add --no-cache curl && apk --virtual .build add --no-cache gcc && apk -Uuv add --no-cache jq
