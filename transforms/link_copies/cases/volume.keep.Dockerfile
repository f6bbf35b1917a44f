FROM debian:bookworm-slim
VOLUME /data
COPY seed /data/
