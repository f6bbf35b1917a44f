FROM debian:bookworm
USER root
ONBUILD RUN sudo rm -f /x
