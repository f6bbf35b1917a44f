FROM debian:bookworm-slim
RUN apt-get update
COPY vendor.list /etc/apt/sources.list.d/
RUN apt-get install -y vendor-tool
