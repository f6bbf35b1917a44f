FROM debian:bookworm-slim
COPY . /app
USER nobody
RUN chown -R nobody /app
