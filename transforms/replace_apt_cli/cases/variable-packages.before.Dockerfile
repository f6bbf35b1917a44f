FROM debian:bookworm-slim
ARG PKGS="jq curl"
RUN apt update && apt install -y $PKGS
