FROM debian:bookworm
# who did it
LABEL org.opencontainers.image.authors="Jo O'Doe <jo@example.org>"
RUN x
