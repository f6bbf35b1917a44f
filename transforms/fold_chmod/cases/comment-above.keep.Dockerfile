FROM debian:bookworm
COPY a.sh /a.sh
# it has to be executable
RUN chmod 755 /a.sh
