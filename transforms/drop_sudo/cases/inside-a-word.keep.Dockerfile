FROM debian:bookworm
USER root
RUN x=$(sudo ls /x) && test -n "$x"
