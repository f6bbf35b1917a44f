FROM debian:bookworm-slim
LABEL A=1 \
    B="x y" C=3 \
    D='4 $x'
RUN x
