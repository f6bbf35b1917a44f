FROM debian:bookworm-slim

# the archive
RUN wget -O /tmp/a.tar.gz https://example.org/a.tar.gz

# unpack it
# next to the others
RUN tar -xzf /tmp/a.tar.gz -C /opt

# and forget it
RUN rm -f /tmp/a.tar.gz

CMD ["/opt/a"]
