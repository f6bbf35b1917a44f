FROM debian:bookworm
RUN apt-get update && apt-get install -y sudo && \
    # a directory
    mkdir -p /opt/x && \
    chown nobody /opt/x
