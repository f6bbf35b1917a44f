FROM debian:bookworm
COPY run.sh /app/
RUN chmod -R 755 /app
