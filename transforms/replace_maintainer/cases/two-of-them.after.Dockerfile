FROM debian:bookworm
LABEL org.opencontainers.image.authors="Jo"
LABEL org.opencontainers.image.authors="Bo"
