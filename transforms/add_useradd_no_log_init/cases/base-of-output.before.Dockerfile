FROM debian:bullseye AS base
RUN useradd -u 65532 app
FROM base
USER app
