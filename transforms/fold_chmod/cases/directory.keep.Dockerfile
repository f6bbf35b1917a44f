FROM debian:bookworm
COPY app /app
RUN chmod 755 /app
