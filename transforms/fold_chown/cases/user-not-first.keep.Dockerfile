FROM debian:bookworm-slim
COPY . /app
RUN mkdir /data && useradd app && chown -R app:app /app
