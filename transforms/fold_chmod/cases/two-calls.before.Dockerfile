FROM debian:bookworm
COPY a.sh /a.sh
COPY b.conf /etc/b.conf
RUN chmod 700 /a.sh && chmod 600 /etc/b.conf
CMD ["x"]
