FROM debian:bookworm-slim
ARG V
LABEL a.b="1" \
    a.c=$V
RUN x
