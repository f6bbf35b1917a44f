FROM debian:bookworm-slim
ENV A=1 \
  # Of b.
  B=2 \
  C=3
RUN x
