FROM debian:bookworm-slim
RUN apt-get update; apt-get autoremove; apt-get clean
