FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y curl && curl -fsSLO https://example.org/x && apt-get purge -y --auto-remove curl
