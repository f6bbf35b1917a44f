FROM debian:bookworm-slim
RUN apt-get install -y wget exim4- curl
