FROM alpine:3.20
COPY packages /packages
RUN apk add --no-network --allow-untrusted /packages/tool.apk
