FROM debian:12
WORKDIR /app
WORKDIR sub
