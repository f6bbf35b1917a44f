FROM debian:bookworm
USER root
RUN sudo $CMD x
