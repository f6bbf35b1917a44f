FROM debian:bookworm-slim
RUN apt -c /etc/own.conf install -y jq && apt -o "$SETTING" install -y jq
