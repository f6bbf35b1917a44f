FROM debian:bookworm-slim
COPY . /app
RUN chown -RL 1000:1000 /app
