# syntax=docker/dockerfile:1.7-labs
FROM debian:12
COPY --chmod=a+rx a /
