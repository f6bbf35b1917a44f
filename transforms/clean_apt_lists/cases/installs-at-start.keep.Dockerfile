FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y jq
CMD apt-get install -y $EXTRA && exec /app
