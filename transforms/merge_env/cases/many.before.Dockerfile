FROM debian:bookworm-slim
ENV A=1
ENV B="x y" C=3
ENV D='4 $x'
RUN x
