FROM debian:bookworm-slim
ENV A=1 \
    B=2
ENV C="$A" \
    D=4
RUN x
