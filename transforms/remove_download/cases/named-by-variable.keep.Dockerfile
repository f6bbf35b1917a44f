FROM debian:bookworm
ENV ARCHIVE=/tmp/a.tgz
RUN curl -o /tmp/a.tgz https://example.org/a.tgz && tar xzf /tmp/a.tgz
