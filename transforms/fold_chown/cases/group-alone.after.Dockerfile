FROM debian:bookworm-slim
COPY --chown=0:staff . /app
CMD ["/run"]
