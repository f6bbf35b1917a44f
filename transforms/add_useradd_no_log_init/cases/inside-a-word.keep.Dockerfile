FROM debian:bullseye
RUN x="$(useradd -u 65532 app)"
