FROM debian:bookworm-slim
WORKDIR /app
COPY . .
RUN chown root:root /app
