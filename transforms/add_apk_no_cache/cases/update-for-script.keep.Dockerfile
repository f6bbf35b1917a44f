FROM alpine:3.20
COPY setup.sh /
RUN apk update && /setup.sh && apk add bash
