ARG TARGETARCH
FROM alpine:3.20 AS builder-amd64
RUN apk update && apk add curl

FROM builder-${TARGETARCH}
RUN apk search --no-network jq
