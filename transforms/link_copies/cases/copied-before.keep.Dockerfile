FROM debian:bookworm-slim
COPY --link --chmod=700 app /app/
COPY more /app/more/
