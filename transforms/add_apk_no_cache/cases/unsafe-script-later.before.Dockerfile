FROM alpine:3.20
RUN apk add bash
COPY setup.sh /
RUN /setup.sh
