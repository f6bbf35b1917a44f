FROM debian:bullseye
RUN useradd -l -u 65532 app && useradd --no-log-init -u 65533 b && useradd -lmu 65534 c
