FROM debian:bullseye
RUN sh -c "useradd -u 65532 app"
