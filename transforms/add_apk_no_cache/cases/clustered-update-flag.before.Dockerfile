FROM alpine:3.20
RUN apk add -Uq curl && apk -U upgrade
