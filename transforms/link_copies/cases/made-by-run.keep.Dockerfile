FROM debian:bookworm-slim
RUN mkdir -m 700 /app
COPY app /app/
