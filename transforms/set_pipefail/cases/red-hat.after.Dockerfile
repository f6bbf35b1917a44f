FROM rockylinux:9
RUN set -o pipefail && curl -fsSL https://example.org/a.tgz | tar xz -C /opt
