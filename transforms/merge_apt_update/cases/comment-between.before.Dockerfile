FROM debian:bookworm-slim
RUN apt-get update

# tools for the start script
RUN apt-get install -y jq
