FROM debian:bookworm-slim
RUN DEBIAN_FRONTEND=noninteractive apt-get update \
    # what we need
    && apt-get install -y --no-install-recommends \
        curl \

        # for the build
        g++ \
    && apt-get clean \
    && rm -rf /var/lib/apt/lists/*
