FROM debian:bookworm-slim
RUN VERSION=1.2 && curl -o /tmp/a.tgz https://example.org/a-$VERSION.tgz
RUN rm /tmp/a.tgz
RUN export HOME=/opt; curl -o /tmp/b.tgz https://example.org/b.tgz
RUN rm /tmp/b.tgz
