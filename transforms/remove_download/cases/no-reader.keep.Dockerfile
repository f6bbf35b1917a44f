FROM debian:bookworm
RUN curl -o /usr/local/bin/tool https://example.org/tool && chmod +x /usr/local/bin/tool
RUN wget -P /srv/data https://example.org/x.zip
