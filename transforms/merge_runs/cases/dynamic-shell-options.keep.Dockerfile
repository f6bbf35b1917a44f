FROM debian:bookworm-slim
ARG OPTIONS=-e
RUN set $OPTIONS; curl -o /tmp/a.tgz https://example.org/a.tgz
RUN rm /tmp/a.tgz
