FROM debian:bookworm
COPY *.sh /usr/local/bin/
RUN chmod 755 /usr/local/bin/*.sh
