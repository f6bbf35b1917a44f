FROM debian:bookworm-slim
RUN apt-get install -y a b c
