FROM debian:bookworm-slim
COPY --chown=1:1 . /app
RUN chown -R 1000:1000 /app
