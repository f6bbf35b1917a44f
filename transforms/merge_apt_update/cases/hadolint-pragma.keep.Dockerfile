FROM debian:bookworm-slim
# hadolint ignore=DL3059
RUN apt-get update
RUN apt-get install -y jq
