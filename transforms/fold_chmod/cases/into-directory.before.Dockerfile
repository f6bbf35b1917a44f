FROM debian:bookworm
COPY bin/a.sh bin/b.sh /usr/local/bin/
COPY c.py /usr/local/bin
RUN chmod 755 /usr/local/bin/a.sh /usr/local/bin/b.sh /usr/local/bin/c.py
CMD ["x"]
