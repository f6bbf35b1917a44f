FROM debian:bookworm-slim
ENV A=1
ENV A=2
