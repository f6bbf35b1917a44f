FROM debian:bookworm-slim
COPY . /app
RUN mkdir /data && chown -R 1000:1000 /app /data
