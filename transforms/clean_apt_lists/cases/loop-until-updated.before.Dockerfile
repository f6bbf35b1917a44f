FROM debian:bookworm-slim
RUN until apt-get update; do sleep 1; done; apt-get install -y jq
