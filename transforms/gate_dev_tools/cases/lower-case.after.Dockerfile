from debian:bookworm-slim
run apt-get update && apt-get install -y curl
copy app /app
arg INSTALL_DEV_TOOLS=false
run if [ "$INSTALL_DEV_TOOLS" = true ]; then \
    apt-get update && apt-get install -y --no-install-recommends vim && rm -rf /var/lib/apt/lists/*; \
    fi
