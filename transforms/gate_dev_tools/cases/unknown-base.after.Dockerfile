FROM registry.example.com/base
RUN apt-get install -y curl
ARG INSTALL_DEV_TOOLS=false
RUN if [ "$INSTALL_DEV_TOOLS" = true ]; then \
    apt-get update && apt-get install -y --no-install-recommends net-tools && rm -rf /var/lib/apt/lists/*; \
    fi
