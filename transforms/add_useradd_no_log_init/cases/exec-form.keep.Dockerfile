FROM debian:bullseye
RUN ["useradd", "-u", "65532", "app"]
