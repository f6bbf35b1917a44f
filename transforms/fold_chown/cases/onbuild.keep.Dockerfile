FROM debian:bookworm-slim
COPY . /app
ONBUILD RUN chown -R 1000:1000 /app
