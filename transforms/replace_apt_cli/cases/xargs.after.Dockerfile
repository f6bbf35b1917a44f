FROM debian:bookworm-slim
RUN apt-get update && xargs -a packages.txt apt-get install -y
