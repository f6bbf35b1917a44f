ARG BASE=alpine:3.20
FROM $BASE
RUN wget -qO- https://example.org/a.tgz | tar xz
