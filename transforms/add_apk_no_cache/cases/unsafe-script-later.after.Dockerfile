FROM alpine:3.20
RUN apk add --no-cache bash
COPY setup.sh /
RUN /setup.sh
