FROM debian:bookworm-slim
COPY x.list /etc/apt/sources.list.d/
RUN apt-get update && apt-get install -y --no-install-recommends gcc && rm -rf /var/lib/apt/lists/*
FROM debian:bookworm-slim
COPY root/ /
RUN apt-get update && apt-get install -y --no-install-recommends gcc && rm -rf /var/lib/apt/lists/*
