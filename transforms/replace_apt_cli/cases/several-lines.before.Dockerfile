FROM debian:bookworm-slim
RUN DEBIAN_FRONTEND=noninteractive apt update \
    # what we need
    && apt install -y --no-install-recommends \
        curl \

        # for the build
        g++ \
    && apt clean \
    && rm -rf /var/lib/apt/lists/*
