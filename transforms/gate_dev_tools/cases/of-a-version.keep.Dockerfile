FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y curl vim=2:9.* htop:amd64
