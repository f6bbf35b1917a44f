FROM debian:bookworm-slim
RUN apt update >/dev/null 2>&1 && apt install -y jq > /dev/null
