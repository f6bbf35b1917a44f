FROM debian:bookworm-slim
ARG X=A
LABEL A=1
LABEL $X=2
