FROM debian:bookworm-slim
LABEL A=1
ARG X
LABEL B=2
