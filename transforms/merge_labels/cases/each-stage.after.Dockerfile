FROM debian:bookworm-slim AS a
LABEL A=1 \
    B=2

FROM a
LABEL C=1 \
    D=2
RUN x
