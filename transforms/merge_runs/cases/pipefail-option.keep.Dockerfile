FROM debian:bookworm-slim
SHELL ["/bin/bash", "-c"]
RUN set -o pipefail; curl https://example.org/a.tgz | tar -xz && curl -o /tmp/a.key https://example.org/a.key
RUN cat /tmp/a.key | import-key && rm /tmp/a.key
