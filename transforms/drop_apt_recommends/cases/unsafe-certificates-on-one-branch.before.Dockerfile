FROM debian:bookworm-slim
ARG DEBUG
RUN apt-get update && if [ -n "$DEBUG" ]; then apt-get install -y wget; fi && apt-get install -y curl
