FROM debian:bullseye
RUN useradd() { echo "$@"; } && useradd -u 65532 app
