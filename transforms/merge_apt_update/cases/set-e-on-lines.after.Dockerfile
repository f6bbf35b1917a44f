FROM debian:bookworm
# utils
RUN set -eux; \
    apt-get update; \
    apt-get install -y \
      jq \
      vim;
