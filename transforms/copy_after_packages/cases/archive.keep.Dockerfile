FROM debian:bookworm-slim
WORKDIR /src
COPY x.deb .
RUN apt-get update && apt-get install -y ./x.deb && rm -rf /var/lib/apt/lists/*
