FROM debian:bookworm-slim
ARG DEBUG
RUN apt-get update && if [ -n "$DEBUG" ]; then apt-get install -y gdb; fi; apt-get install -y jq || exit 1
