FROM debian:bookworm
RUN apt-get update \
 && wget -q -O /tmp/d.deb https://example.org/d.deb \
 && dpkg -i /tmp/d.deb \
 && rm -rf /var/lib/apt/lists/* \
 && rm -f /tmp/d.deb
