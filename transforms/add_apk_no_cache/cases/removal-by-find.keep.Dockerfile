FROM alpine:3.20
RUN apk update && apk add bash && find /var/cache/apk -type f | xargs rm
