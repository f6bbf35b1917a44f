FROM debian:bookworm
ADD a.sh /a.sh
RUN chmod 755 /a.sh
