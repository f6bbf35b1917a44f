FROM debian:bookworm-slim
COPY . /app
RUN echo 1 > /app/version && chown -R 1000:1000 /app
