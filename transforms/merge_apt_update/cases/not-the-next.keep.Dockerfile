FROM debian:bookworm-slim
RUN apt-get update
COPY example.list /etc/apt/sources.list.d/
RUN apt-get install -y jq
