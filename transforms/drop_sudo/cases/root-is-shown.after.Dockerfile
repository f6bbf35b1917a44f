FROM debian:bookworm
RUN apt-get update && apt-get install -y sudo
RUN mkdir -p /opt/x \
 && chown nobody /opt/x
