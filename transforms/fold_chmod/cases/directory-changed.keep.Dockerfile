FROM debian:bookworm
WORKDIR /app
COPY a.sh /app/
RUN cd /x && chmod 755 a.sh
