FROM debian:bookworm
RUN apt-get update && apt-get install -y sudo
USER app
RUN sudo rm -rf /var/x
