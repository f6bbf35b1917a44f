FROM debian:bookworm
ARG WHO=Jo
MAINTAINER $WHO
