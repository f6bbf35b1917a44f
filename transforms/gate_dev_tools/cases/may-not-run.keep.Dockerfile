FROM debian:bookworm-slim
ARG DEBUG
RUN if [ -n "$DEBUG" ]; then apt-get update && apt-get install -y curl vim; fi
