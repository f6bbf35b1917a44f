FROM debian:bookworm
USER root
RUN set -a; CC=clang; sudo make install
