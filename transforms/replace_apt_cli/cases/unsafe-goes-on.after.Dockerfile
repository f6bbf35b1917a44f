FROM debian:bookworm-slim
RUN apt-get update; apt-get autoremove -y; apt-get clean
