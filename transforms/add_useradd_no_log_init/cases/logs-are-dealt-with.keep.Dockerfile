FROM debian:bullseye
RUN useradd -u 65532 app && rm -f /var/log/lastlog /var/log/faillog
