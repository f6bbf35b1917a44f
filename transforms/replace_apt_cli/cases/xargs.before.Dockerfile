FROM debian:bookworm-slim
RUN apt update && xargs -a packages.txt apt install -y
