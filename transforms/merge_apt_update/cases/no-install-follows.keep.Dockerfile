FROM debian:bookworm-slim
RUN apt-get update
RUN /opt/setup.sh
