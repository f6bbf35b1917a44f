FROM debian:bullseye
RUN useradd $OPTIONS -u 65532 app
