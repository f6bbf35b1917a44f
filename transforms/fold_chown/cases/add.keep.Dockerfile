FROM debian:bookworm-slim
ADD app.tar.gz /app
COPY . /app
RUN chown -R 1000:1000 /app
