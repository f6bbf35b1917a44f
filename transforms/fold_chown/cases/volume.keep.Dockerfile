FROM debian:bookworm-slim
VOLUME /app
COPY . /app
RUN chown -R 1000:1000 /app
