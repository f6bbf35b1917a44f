FROM debian:bookworm-slim
RUN apt-get install -y wget 'php8*' curl
