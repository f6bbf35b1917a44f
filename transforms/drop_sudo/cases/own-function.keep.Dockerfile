FROM debian:bookworm
USER root
RUN sudo() { "$@"; } && sudo rm -f /x
