FROM debian:bookworm-slim AS a
LABEL A=1
LABEL B=2

FROM a
LABEL C=1
LABEL D=2
RUN x
