FROM debian:bookworm-slim
RUN useradd app
COPY --chown=app . /app
CMD ["/run"]
