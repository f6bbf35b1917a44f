FROM debian:bookworm-slim
ARG FETCH=curl
RUN $FETCH --version; curl -o /tmp/a.tgz https://example.org/a.tgz
RUN rm /tmp/a.tgz
RUN eval "ls"; curl -o /tmp/b.tgz https://example.org/b.tgz
RUN rm /tmp/b.tgz
