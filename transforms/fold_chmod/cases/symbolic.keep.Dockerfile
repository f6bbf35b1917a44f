FROM debian:bookworm
COPY run.sh /run.sh
RUN chmod +x /run.sh
RUN chmod u=rwx,go=rx /run.sh
