FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends \
    # for the health check
    curl \
    jq
COPY app /app
ARG INSTALL_DEV_TOOLS=false
RUN if [ "$INSTALL_DEV_TOOLS" = true ]; then \
    apt-get update && apt-get install -y --no-install-recommends htop nano && rm -rf /var/lib/apt/lists/*; \
    fi
# not as root
USER app
EXPOSE 80
ENTRYPOINT ["/app"]
