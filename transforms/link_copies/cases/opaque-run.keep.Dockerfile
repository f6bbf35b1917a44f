FROM debian:bookworm-slim
RUN ["/usr/bin/prepare"]
COPY app /app/
