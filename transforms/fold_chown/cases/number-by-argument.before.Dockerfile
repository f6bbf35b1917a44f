FROM debian:bookworm-slim
ARG ID=1000
RUN groupadd -g $ID app && useradd -u $ID -g app app
COPY . /app
RUN chown -R app:app /app
USER app
