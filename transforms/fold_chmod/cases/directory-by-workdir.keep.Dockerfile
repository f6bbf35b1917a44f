FROM debian:bookworm
WORKDIR /app
COPY entry.sh /app
RUN chmod 777 /app
