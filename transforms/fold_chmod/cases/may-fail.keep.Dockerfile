FROM debian:bookworm
COPY a.sh /a.sh
RUN chmod 755 /a.sh || true
