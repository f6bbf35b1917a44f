FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y 'php8.2-*'
RUN apt-get update && apt-get install -y curl=7.*
