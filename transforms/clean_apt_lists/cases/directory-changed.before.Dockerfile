FROM debian:bookworm-slim
RUN cd /opt && apt-get update && apt-get install -y jq
