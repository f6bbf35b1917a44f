FROM debian:bookworm-slim
LABEL A=1
LABEL B="x y" C=3
LABEL D='4 $x'
RUN x
