# syntax=docker/dockerfile:1
FROM debian:12
COPY --chmod=+x a /
