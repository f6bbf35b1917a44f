FROM registry.example.com/base
RUN --mount=type=cache,target=/var/cache/apt apt update && apt install -y jq
