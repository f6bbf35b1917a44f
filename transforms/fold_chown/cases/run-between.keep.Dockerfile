FROM debian:bookworm-slim
COPY . /app
RUN apt-get update
RUN useradd app && chown -R app:app /app
