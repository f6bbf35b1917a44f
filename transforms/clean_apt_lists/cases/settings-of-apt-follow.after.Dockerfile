FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y jq && rm -rf /var/lib/apt/lists/*
RUN echo 'APT::Install-Recommends "0";' > /etc/apt/apt.conf.d/99local && mkdir -p /etc/apt/keyrings
