FROM debian:bookworm-slim
COPY . /app
RUN groupadd app \
    && useradd -g app app \
    && chown -R app:app /app
CMD ["/app/run"]
