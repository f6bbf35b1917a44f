FROM alpine:3.20
RUN apk add --no-cache curl
RUN apk --no-cache add jq
RUN apk add curl --no-cache
