FROM debian:bookworm-slim
COPY . /app
ARG ID=1000
RUN useradd -u $ID app && chown -R app:app /app
