FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y curl net-tools
HEALTHCHECK CMD netstat -lnt | grep 80
