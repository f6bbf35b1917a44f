# syntax=example.com/nix2container:0.1
FROM debian:12
RUN apt-get update
RUN apt-get install -y curl
