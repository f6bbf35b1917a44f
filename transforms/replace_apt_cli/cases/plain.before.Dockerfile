FROM debian:bookworm-slim
RUN apt update && apt install git
