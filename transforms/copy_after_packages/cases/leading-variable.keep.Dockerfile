FROM debian:bookworm-slim
ENV PATH=/tools/bin:$PATH
COPY tools /tools
RUN apt-get update && apt-get install -y --no-install-recommends gcc && rm -rf /var/lib/apt/lists/*
