FROM debian:bookworm-slim AS a
ENV A=1 \
    B=2

FROM a
ENV C=1 \
    D=2
RUN x
