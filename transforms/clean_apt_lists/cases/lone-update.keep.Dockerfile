FROM debian:bookworm-slim
RUN apt-get update
COPY setup.sh /
RUN /setup.sh
