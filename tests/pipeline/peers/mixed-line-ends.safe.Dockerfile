FROM debian:12
RUN apt-get update && apt-get install -y --no-install-recommends jq && true \
    && rm -rf /var/lib/apt/lists/*
RUN touch /d && touch /e && touch /f
ENV a b
