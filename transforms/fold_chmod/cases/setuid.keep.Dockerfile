FROM debian:bookworm
COPY a.sh /a.sh
RUN chmod 4755 /a.sh
