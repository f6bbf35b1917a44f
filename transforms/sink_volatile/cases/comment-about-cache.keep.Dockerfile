FROM debian:bookworm-slim
# another value has the packages fetched anew, whatever the cache holds
ARG BUILD_DATE
RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
LABEL created=$BUILD_DATE
