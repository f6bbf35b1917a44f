FROM debian:bookworm
LABEL maintainer="Jo"
