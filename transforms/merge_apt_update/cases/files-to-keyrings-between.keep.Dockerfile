FROM debian:bookworm
RUN apt-get update && apt-get install -y curl
COPY vendor.gpg /usr/share/keyrings/
RUN apt-get install -y jq
