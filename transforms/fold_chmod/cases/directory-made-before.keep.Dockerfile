FROM debian:bookworm
RUN mkdir -p /data
COPY entry.sh /data
RUN chmod 777 /data
