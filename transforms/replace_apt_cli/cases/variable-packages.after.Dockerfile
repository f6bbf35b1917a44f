FROM debian:bookworm-slim
ARG PKGS="jq curl"
RUN apt-get update && apt-get install -y $PKGS
