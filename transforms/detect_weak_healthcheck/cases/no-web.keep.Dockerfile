FROM debian:12
RUN apt-get update && apt-get install -y curl
HEALTHCHECK CMD curl smtp://localhost
FROM node:22
HEALTHCHECK CMD curl localhost:3306 || exit 1
FROM node:22
HEALTHCHECK CMD curl --connect-timeout 2 imap://localhost:1143
