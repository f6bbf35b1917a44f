FROM debian:bookworm-slim
ARG INSTALL_DEV_TOOLS
RUN apt-get update && apt-get install -y curl vim
