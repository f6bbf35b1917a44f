FROM debian:bullseye
RUN useradd --frobnicate -u 65532 app
