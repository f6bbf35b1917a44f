ARG TOOLS=builder
FROM golang:1.24 AS builder
COPY --from=0 /a /b
FROM alpine:3.20
ARG TOOLS
COPY --from=$TOOLS /a /b
COPY --from=${TOOLS} /a /b
COPY --from=0 /a /b
COPY --from=2 /a /b
COPY --from=7 /a /b
RUN --mount=type=bind,from=$TOOLS,target=/x true
FROM scratch
COPY --from=1 / /
