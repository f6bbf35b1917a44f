FROM debian:bookworm-slim
RUN curl -o /tmp/a.tgz https://example.org/a.tgz
ENV PREFIX=/opt
RUN tar -xzf /tmp/a.tgz -C $PREFIX
LABEL stage=unpacked
RUN rm /tmp/a.tgz
