FROM debian:12
ARG MODE
COPY --chmod=755 a /
COPY --chmod=0644 a /
COPY --chmod=$MODE a /
RUN chmod --chmod=+x
