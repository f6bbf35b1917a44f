FROM debian:bookworm-slim
COPY . /app
RUN chown -R app:app /app
