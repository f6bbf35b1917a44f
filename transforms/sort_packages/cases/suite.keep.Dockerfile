FROM debian:bookworm-slim
RUN apt-get install -y wget/bookworm-backports curl
