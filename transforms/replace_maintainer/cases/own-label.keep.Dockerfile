FROM debian:bookworm
MAINTAINER Jo
LABEL org.opencontainers.image.authors="Bo"
