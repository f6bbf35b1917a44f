FROM debian:bookworm-slim
COPY . /app
USER root
RUN useradd app && chown -R app:app /app
