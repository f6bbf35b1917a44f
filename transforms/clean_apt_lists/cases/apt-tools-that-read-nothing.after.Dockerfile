FROM debian:bookworm
RUN apt-get update && apt-get install -y apt-transport-https && rm -rf /var/lib/apt/lists/*
RUN echo "apt-utils are installed" && apt-mark hold curl && dpkg -l 'apt-transport-https'
