FROM debian:bookworm-slim
RUN set -eux; \
    apt-get update && apt-get install -y nginx; \
    apt-get install -y curl
COPY app /srv/app/
RUN set -eux; apt-get install -y jq; jq --version
