FROM debian:bookworm-slim
RUN apt-get install wget curl -y
