FROM debian:bookworm
USER root
RUN sudo coproc x
