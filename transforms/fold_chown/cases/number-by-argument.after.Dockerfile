FROM debian:bookworm-slim
ARG ID=1000
RUN groupadd -g $ID app && useradd -u $ID -g app app
COPY --chown=app:app . /app
USER app
