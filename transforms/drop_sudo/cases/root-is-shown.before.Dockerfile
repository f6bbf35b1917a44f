FROM debian:bookworm
RUN apt-get update && apt-get install -y sudo
RUN sudo mkdir -p /opt/x \
 && sudo chown nobody /opt/x
