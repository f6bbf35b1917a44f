FROM debian:bookworm-slim
RUN groupadd -r app && useradd -r -g app app
COPY . /app
RUN chown -R app:app /app
USER app
