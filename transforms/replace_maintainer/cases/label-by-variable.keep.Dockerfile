FROM debian:bookworm
ARG KEY=org.opencontainers.image
LABEL $KEY.authors=me
MAINTAINER you
