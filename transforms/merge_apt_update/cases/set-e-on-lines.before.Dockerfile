FROM debian:bookworm
RUN apt-get update
# utils
RUN set -eux; \
    apt-get install -y \
      jq \
      vim;
