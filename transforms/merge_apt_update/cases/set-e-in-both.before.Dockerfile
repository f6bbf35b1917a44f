FROM debian:bookworm-slim
RUN set -eux; \
    apt-get update; \
    apt-get install -y curl
COPY app /srv/app/
RUN set -eux; \
    cd /srv/app; \
    # for the log
    apt-get install -y \
      jq \
    ; \
    jq --version
