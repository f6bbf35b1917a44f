FROM debian:bookworm-slim
RUN apt-get update && apt-get upgrade -y && rm -rf /var/lib/apt/lists/*
ARG BUILD_DATE
LABEL org.opencontainers.image.created=$BUILD_DATE
