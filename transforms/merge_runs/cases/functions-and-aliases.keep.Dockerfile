FROM debian:bookworm-slim
RUN get() { curl -o "$1" "https://example.org/$1"; }; get a.tgz && curl -o /tmp/b.tgz https://example.org/b.tgz
RUN rm /tmp/b.tgz
RUN alias fetch=curl; curl -o /tmp/c.tgz https://example.org/c.tgz
RUN rm /tmp/c.tgz
