FROM debian:bookworm-slim
RUN curl -o /tmp/a.tgz https://example.org/a.tgz
RUN tar -xzf /tmp/a.tgz && rm /tmp/a.tgz
COPY . /src
RUN curl -o /tmp/b.tgz https://example.org/b.tgz
RUN tar -xzf /tmp/b.tgz && rm /tmp/b.tgz
