FROM debian:bullseye
RUN useradd -D -u 65532 -s /bin/bash
