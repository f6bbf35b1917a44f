FROM debian:bookworm-slim
COPY . /app
RUN chown -R --reference=/srv /app
