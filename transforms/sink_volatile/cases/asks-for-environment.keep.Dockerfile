FROM alpine:3.20
ARG BUILD_DATE
RUN apk add --no-cache curl && printenv > /etc/build-environment
LABEL created=$BUILD_DATE
