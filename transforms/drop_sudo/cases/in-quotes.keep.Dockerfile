FROM debian:bookworm
USER root
RUN echo 'sudo rm -f /x' > /y
