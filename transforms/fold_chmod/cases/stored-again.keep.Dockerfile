FROM debian:bookworm
COPY a.sh /a.sh
RUN chmod 775 /a.sh && chmod +x /a.sh
RUN chmod 775 /b.sh && chown nobody /b.sh
