FROM debian:bookworm
COPY --chmod=644 a.sh /a.sh
RUN chmod 755 /a.sh
