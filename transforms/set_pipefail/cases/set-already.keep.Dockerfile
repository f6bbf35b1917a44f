FROM alpine:3.20
RUN set -eo pipefail; curl -fsSL https://example.org/a.tgz | tar xz
