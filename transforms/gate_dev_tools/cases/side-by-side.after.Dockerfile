FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y \
    curl \
    jq
RUN apt-get install -y git
RUN apt-get install -y make
ARG INSTALL_DEV_TOOLS=false
RUN if [ "$INSTALL_DEV_TOOLS" = true ]; then \
    apt-get update && apt-get install -y --no-install-recommends vim less htop strace nano gdb tcpdump telnet iputils-ping man-db net-tools && rm -rf /var/lib/apt/lists/*; \
    fi
