FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y linux-image-amd64 && apt full-upgrade -y
