FROM debian:bookworm-slim
RUN apt-get update && \
    apt-get install -y --no-install-recommends \
        jq && \
    rm -rf /var/lib/apt/lists/*
ARG INSTALL_DEV_TOOLS=false
RUN if [ "$INSTALL_DEV_TOOLS" = true ]; then \
    apt-get update && apt-get install -y --no-install-recommends htop nano && rm -rf /var/lib/apt/lists/*; \
    fi
CMD ["jq"]
