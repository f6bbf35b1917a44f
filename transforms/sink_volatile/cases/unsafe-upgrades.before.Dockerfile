FROM debian:bookworm-slim
ARG BUILD_DATE
RUN apt-get update && apt-get upgrade -y && rm -rf /var/lib/apt/lists/*
LABEL org.opencontainers.image.created=$BUILD_DATE
