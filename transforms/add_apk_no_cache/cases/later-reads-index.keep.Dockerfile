FROM alpine:3.20 AS base
RUN apk update && apk add bash

FROM base
RUN apk search jq
