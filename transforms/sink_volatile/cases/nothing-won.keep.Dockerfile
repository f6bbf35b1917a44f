FROM alpine:3.20
ARG BUILD_DATE
RUN mkdir -p /data && chown 1000 /data
LABEL created=$BUILD_DATE
