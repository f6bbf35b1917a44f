FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y \
    vim less curl htop strace \
    nano gdb \
    jq
RUN apt-get install -y git \
    tcpdump \
    telnet iputils-ping
RUN apt-get install -y man-db make net-tools
