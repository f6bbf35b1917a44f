FROM debian:12 AS a
workdir app/
WORKDIR sub

FROM golang:1.22 AS b
RUN go version
WORKDIR   src/app
COPY . .

FROM scratch
WORKDIR data
