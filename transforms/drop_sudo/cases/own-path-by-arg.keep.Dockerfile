FROM debian:bookworm
USER root
ARG LD_LIBRARY_PATH=/opt/x
RUN sudo x
