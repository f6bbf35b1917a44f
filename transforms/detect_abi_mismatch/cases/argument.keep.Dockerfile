ARG BASE=python:3.12-alpine
FROM python:3.12 AS build
FROM $BASE
COPY --from=build /usr/local /usr/local
FROM alpine:3.20
ARG FROM_PATH=/usr/local
COPY --from=build $FROM_PATH $FROM_PATH
