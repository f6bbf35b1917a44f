# syntax=docker/dockerfile:1
FROM debian:bookworm-slim
RUN --mount=type=tmpfs,target=/work curl -o /tmp/a.tgz https://example.org/a.tgz
RUN --mount=type=tmpfs,target=/work tar -xzf /tmp/a.tgz && rm /tmp/a.tgz
