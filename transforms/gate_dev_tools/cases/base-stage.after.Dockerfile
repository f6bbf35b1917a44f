FROM debian:bookworm-slim AS base
RUN apt-get update && apt-get install -y curl
ARG INSTALL_DEV_TOOLS=false
RUN if [ "$INSTALL_DEV_TOOLS" = true ]; then \
    apt-get update && apt-get install -y --no-install-recommends tcpdump && rm -rf /var/lib/apt/lists/*; \
    fi
FROM base
COPY app /app
