FROM debian:bookworm-slim
# dfopt: ignore[merge-apt-update]
RUN apt-get update
RUN apt-get install -y jq
