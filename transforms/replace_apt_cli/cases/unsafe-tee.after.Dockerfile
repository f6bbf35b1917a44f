FROM debian:bookworm-slim
RUN apt-get install -y vim | tee /log
