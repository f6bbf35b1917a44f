# syntax=docker/dockerfile:1
FROM alpine:3.20
RUN apk update
RUN --network=none apk add bash
