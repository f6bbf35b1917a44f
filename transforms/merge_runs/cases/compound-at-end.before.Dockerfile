FROM debian:bookworm-slim
RUN curl -o /tmp/a.tgz https://example.org/a.tgz
RUN if test -s /tmp/a.tgz; then tar -xzf /tmp/a.tgz -C /opt; fi && rm /tmp/a.tgz
