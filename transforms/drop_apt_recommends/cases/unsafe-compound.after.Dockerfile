FROM debian:bookworm-slim
ARG DEBUG
RUN apt-get update && if [ -n "$DEBUG" ]; then apt-get install -y --no-install-recommends gdb; fi; apt-get install -y --no-install-recommends jq || exit 1
