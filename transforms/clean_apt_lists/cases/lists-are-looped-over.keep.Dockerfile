FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y jq
RUN for list in /var/lib/apt/lists/*; do cat $list; done
