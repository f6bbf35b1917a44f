FROM debian:bookworm
COPY a.sh /a.sh
RUN cp /a.sh /b.sh && chmod 755 /a.sh
