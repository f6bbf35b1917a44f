FROM debian:bookworm
COPY a.sh b.sh /usr/local/bin/
RUN chmod 755 /usr/local/bin/a.sh
