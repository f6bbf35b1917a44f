FROM debian:bookworm-slim
ENV A=1
ARG X
ENV B=2
