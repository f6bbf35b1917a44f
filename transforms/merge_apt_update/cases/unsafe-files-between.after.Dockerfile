FROM debian:bookworm-slim
COPY vendor.list /etc/apt/sources.list.d/
RUN apt-get update && apt-get install -y vendor-tool
