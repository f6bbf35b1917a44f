FROM debian:bookworm
COPY a.sh /a.sh
ONBUILD RUN chmod 755 /a.sh
