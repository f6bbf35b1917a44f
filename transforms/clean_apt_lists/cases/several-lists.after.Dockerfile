FROM debian:bookworm-slim
RUN apt-get update; apt-get install -y jq; ln -s /usr/bin/jq /usr/local/bin/query \
    && rm -rf /var/lib/apt/lists/*
