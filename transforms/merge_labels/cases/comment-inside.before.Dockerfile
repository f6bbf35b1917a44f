FROM debian:bookworm-slim
LABEL A=1 \
  # Of b.
  B=2
LABEL C=3
RUN x
