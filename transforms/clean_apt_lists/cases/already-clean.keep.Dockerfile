FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y jq && rm -rf /var/lib/apt/lists/*
RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists
RUN apt-get update && apt-get install -y make && find /var/lib/apt/lists -mindepth 1 -delete
RUN apt-get update && apt-get install -y file && apt-get dist-clean
