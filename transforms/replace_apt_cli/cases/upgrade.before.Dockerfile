FROM debian:bookworm-slim
RUN apt update && apt upgrade -y && apt upgrade
