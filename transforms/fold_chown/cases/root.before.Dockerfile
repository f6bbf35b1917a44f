FROM debian:bookworm-slim
WORKDIR /app
COPY . .
RUN chown -R root:root /app
