FROM debian:bookworm-slim
COPY --chown=1000:0 . /app
CMD ["/run"]
