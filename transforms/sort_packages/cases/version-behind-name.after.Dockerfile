FROM debian:bookworm-slim
RUN apt-get install -y git python3=3.11 python3-pip
