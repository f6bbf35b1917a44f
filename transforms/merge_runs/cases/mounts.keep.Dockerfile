FROM debian:bookworm-slim
RUN --security=insecure mount -t tmpfs none /mnt && wget -O /tmp/m.jar https://example.org/m.jar
RUN --security=insecure rm /tmp/m.jar
USER root
RUN --security=insecure wget -O /tmp/m.jar https://example.org/m.jar && sudo sysctl -w vm.overcommit_memory=1
RUN --security=insecure rm /tmp/m.jar
