FROM debian:bookworm-slim
RUN apt-get install -y ./wget.deb curl
