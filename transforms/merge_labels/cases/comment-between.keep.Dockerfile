FROM debian:bookworm-slim
LABEL A=1
# Of b.
LABEL B=2
