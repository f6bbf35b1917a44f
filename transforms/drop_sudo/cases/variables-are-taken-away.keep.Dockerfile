FROM debian:bookworm
USER root
RUN DEBIAN_FRONTEND=noninteractive sudo apt-get install -y jq
