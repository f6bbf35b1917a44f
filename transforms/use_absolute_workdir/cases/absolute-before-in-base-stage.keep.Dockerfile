FROM debian:12 AS base
WORKDIR /app

FROM base AS middle

FROM middle
WORKDIR sub
