FROM alpine:3.20
RUN ["apk", "add", "--no-cache", "curl"]
RUN apk add --no-cache make
RUN ["make", "--version"]
RUN apk del make curl
