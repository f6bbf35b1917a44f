FROM debian:bookworm-slim
COPY run.sh /run.sh
CMD ["/run.sh"]
