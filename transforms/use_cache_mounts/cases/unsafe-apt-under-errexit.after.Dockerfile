FROM debian:bookworm-slim
RUN --mount=type=cache,id=apt-lists-bookworm,target=/var/lib/apt/lists,sharing=locked \
    set -eux; apt-get update; apt-get install -y jq
