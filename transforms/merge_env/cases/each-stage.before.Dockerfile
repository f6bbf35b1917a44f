FROM debian:bookworm-slim AS a
ENV A=1
ENV B=2

FROM a
ENV C=1
ENV D=2
RUN x
