FROM debian:bookworm-slim
RUN groupadd -r app && useradd -r -g app app
COPY --chown=app:app . /app
USER app
