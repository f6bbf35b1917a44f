FROM debian:bookworm
LABEL org.opencontainers.image.authors="'Jo Doe', 'Al Poe'"
