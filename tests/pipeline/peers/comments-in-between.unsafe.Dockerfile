# syntax=docker/dockerfile:1
FROM debian:12
RUN apt-get update \
    # the tool itself
    && apt-get install -y --no-install-recommends \
# and more
    jq \
    && apt-get install -y --no-install-recommends \
      ca-certificates \
      g++ \

# for the network
      curl \
    && rm -rf /var/lib/apt/lists/*