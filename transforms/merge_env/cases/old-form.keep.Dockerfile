FROM debian:bookworm-slim
ENV A 1 2
ENV B=2
