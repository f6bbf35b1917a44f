FROM debian:bookworm-slim
RUN apt-get install -y python3-pip python3=3.11 git
