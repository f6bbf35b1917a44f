FROM debian:bookworm-slim AS files
COPY app /app/
FROM scratch
COPY --from=files /app /
