FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y curl
RUN apt-get install -y -qq jq
RUN rm -rf /var/lib/apt/lists/*
ARG INSTALL_DEV_TOOLS=false
RUN if [ "$INSTALL_DEV_TOOLS" = true ]; then \
    apt-get update && apt-get install -y --no-install-recommends strace less gdb && rm -rf /var/lib/apt/lists/*; \
    fi
