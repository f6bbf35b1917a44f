FROM debian:bullseye AS base
RUN useradd -l -u 65532 app
FROM base
USER app
