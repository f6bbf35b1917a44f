FROM debian:bookworm
USER root
RUN export CC=clang && sudo make install
