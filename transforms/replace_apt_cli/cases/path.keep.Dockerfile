FROM debian:bookworm-slim
RUN /usr/bin/apt install -y jq
