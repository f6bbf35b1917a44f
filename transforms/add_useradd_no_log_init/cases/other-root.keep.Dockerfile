FROM debian:bullseye
RUN useradd -R /mnt -u 65532 app && useradd --prefix /mnt -u 65532 app
