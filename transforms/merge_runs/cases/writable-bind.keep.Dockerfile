# syntax=docker/dockerfile:1
FROM debian:bookworm-slim
RUN --mount=type=bind,target=/src,rw curl -o /tmp/a.tgz https://example.org/a.tgz
RUN --mount=type=bind,target=/src,rw tar -xzf /tmp/a.tgz && rm /tmp/a.tgz
