FROM debian:bookworm-slim
COPY lists /var/lib/apt/lists
RUN apt-get install -y jq
