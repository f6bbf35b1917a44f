FROM debian:bookworm-slim
RUN apt remove -y vim || true
