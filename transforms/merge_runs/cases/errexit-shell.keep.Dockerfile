FROM debian:bookworm-slim
SHELL ["/bin/bash", "-eo", "pipefail", "-c"]
RUN if command -v curl; then curl -o /tmp/a.tgz https://example.org/a.tgz; fi
RUN rm /tmp/a.tgz
