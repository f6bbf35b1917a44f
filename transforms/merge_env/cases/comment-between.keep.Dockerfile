FROM debian:bookworm-slim
ENV A=1
# Of b.
ENV B=2
