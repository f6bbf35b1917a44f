FROM debian:bookworm-slim
RUN groupadd app && useradd -g app app
COPY --chown=app:app . /app
CMD ["/app/run"]
