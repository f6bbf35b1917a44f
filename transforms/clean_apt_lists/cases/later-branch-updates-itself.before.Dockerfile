FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y jq
ARG DEV
RUN if [ -n "$DEV" ]; then apt-get update && apt-get install -y vim; fi
