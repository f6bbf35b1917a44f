FROM debian:bookworm-slim
RUN apt-get install -y a b && x && apt-get install -y c d
