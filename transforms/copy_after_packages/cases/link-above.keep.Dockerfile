FROM debian:bookworm
RUN ln -s /setup/apt.conf /etc/apt/apt.conf
COPY setup /setup
RUN apt-get update && apt-get install -y --no-install-recommends curl
