FROM alpine:3.20 AS compose
COPY --from=composer /usr/bin/composer /b
COPY --from=composer:2 /usr/bin/composer /b
COPY --from=ghcr.io/astral-sh/uv /uv /bin/
RUN --mount=from=busybox,target=/x true
