FROM debian:bookworm
USER root
RUN sudo DEBIAN_FRONTEND=noninteractive apt-get install -y jq
