FROM debian:bookworm-slim
RUN apt-get -o Acquire::Retries=3 update && apt-get install -y jq && rm -rf /var/lib/apt/lists/*
