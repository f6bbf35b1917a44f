FROM debian:bookworm-slim
RUN set -e; check() { false; touch /checked; }; apt-get update; apt-get install -y --no-install-recommends jq; check
