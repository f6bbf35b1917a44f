FROM debian:bookworm
RUN cd /tmp && curl -LO https://example.org/a.zip && unzip -q a.zip -d /opt && cd /opt/a && make install
