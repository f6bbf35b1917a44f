FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y jq
RUN grep -r "^Package: make" /var/lib/apt/lists > /available
