FROM golang:1.24 AS compile-go
FROM alpine:3.20
COPY --from=assets /a /b
COPY --from=complie-go /a /b
COPY --from=Builder /a /b
RUN --mount=from=assets,target=/x true
FROM node:22 AS assets
