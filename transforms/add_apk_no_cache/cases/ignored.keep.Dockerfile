# dfopt: ignore-file[add-apk-no-cache]
FROM alpine:3.20
RUN apk add curl
