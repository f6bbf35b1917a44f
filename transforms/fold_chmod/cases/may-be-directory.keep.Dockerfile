FROM debian:bookworm
COPY bin/ /usr/local/bin/
RUN chmod 755 /usr/local/bin/a.sh
