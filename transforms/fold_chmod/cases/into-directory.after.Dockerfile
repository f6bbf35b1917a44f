FROM debian:bookworm
COPY --chmod=755 bin/a.sh bin/b.sh /usr/local/bin/
COPY --chmod=755 c.py /usr/local/bin
CMD ["x"]
