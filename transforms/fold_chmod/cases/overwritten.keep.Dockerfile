FROM debian:bookworm
COPY a.sh /app/a.sh
COPY . /app
RUN chmod 755 /app/a.sh
