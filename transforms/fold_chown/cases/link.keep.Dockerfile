FROM debian:bookworm-slim
COPY --link . /app
RUN chown -R 1000:1000 /app
