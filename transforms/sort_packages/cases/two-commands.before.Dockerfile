FROM debian:bookworm-slim
RUN apt-get install -y b a && x && apt-get install -y d c
