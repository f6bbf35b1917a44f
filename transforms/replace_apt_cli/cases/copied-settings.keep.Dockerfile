FROM debian:bookworm-slim
COPY settings /etc/apt/apt.conf.d/90settings
RUN apt install -y jq
