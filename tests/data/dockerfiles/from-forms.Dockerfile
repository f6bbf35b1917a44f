ARG BASE=debian:12
FROM --platform=linux/amd64 ${BASE} AS one
FROM registry.example.org:5000/team/app:1.2.3@sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d AS two
from busybox
FROM localhost/own:dev as Four-4.x_y
FROM one
FROM scratch
