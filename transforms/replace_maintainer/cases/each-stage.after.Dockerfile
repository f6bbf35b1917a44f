FROM golang:1.22 AS build
LABEL org.opencontainers.image.authors="Jo"
FROM scratch
LABEL org.opencontainers.image.authors="Jo"
