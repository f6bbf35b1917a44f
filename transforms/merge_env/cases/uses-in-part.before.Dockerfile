FROM debian:bookworm-slim
ENV A=1
ENV B=2
ENV C="$A"
ENV D=4
RUN x
