FROM debian:bullseye
ONBUILD RUN useradd -u 65532 app
