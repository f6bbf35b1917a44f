FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y ca-certificates wget && apt-get purge -y --auto-remove ca-certificates wget
RUN apt-get update && apt-get install -y curl
