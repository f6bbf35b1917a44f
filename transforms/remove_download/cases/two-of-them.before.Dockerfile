FROM debian:bookworm
RUN wget -P /tmp https://example.org/a.tgz && \
    wget -P /tmp https://example.org/b.rpm && \
    tar xf /tmp/a.tgz -C / && \
    rpm -i /tmp/b.rpm
