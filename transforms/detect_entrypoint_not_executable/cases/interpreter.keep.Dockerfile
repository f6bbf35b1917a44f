FROM debian:bookworm-slim
COPY run.sh /run.sh
ENTRYPOINT ["sh", "/run.sh"]
CMD ["/run.sh"]
