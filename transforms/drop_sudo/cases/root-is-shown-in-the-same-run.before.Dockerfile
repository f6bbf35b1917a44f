FROM debian:bookworm
RUN apt-get update && apt-get install -y sudo && \
    # a directory
    sudo mkdir -p /opt/x && \
    sudo \
      chown nobody /opt/x
