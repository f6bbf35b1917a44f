FROM alpine:3.20
ARG GIT_TAG
COPY release-${GIT_TAG}.tar /tmp/
RUN apk add --no-cache curl
