FROM debian:bookworm
ARG U
USER $U
RUN sudo rm -rf /var/x
