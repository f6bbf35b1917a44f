FROM debian:bookworm
RUN apt-get update && apt-get install -y curl
WORKDIR /var/lib/apt
RUN ls lists/*Packages*
