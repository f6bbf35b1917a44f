FROM debian:12
RUN apt-get update && apt-get install -y --no-install-recommends jq || exit 1 \
    && rm -rf /var/lib/apt/lists/*
RUN apt-get update && apt-get install -y --no-install-recommends jq || true \
    && rm -rf /var/lib/apt/lists/*
RUN apt-get update && apt-get install -y --no-install-recommends jq & wait
RUN apt-get update && apt-get install -y --no-install-recommends jq \
    && rm -rf /var/lib/apt/lists/* # the tool
RUN apt-get update && apt-get install -y --no-install-recommends jq;
RUN echo "apt-get install -y vim" && sed -e "s/a/${VERSION}/g" /etc/hosts
