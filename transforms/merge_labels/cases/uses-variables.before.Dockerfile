FROM debian:bookworm-slim
ARG V
LABEL a.b="1"
LABEL a.c=$V
RUN x
