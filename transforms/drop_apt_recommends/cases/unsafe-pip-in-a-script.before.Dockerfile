FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y python3-pip
COPY setup.sh /
RUN /setup.sh
