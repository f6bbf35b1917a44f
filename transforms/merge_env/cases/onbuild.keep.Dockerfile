FROM debian:bookworm-slim
ONBUILD ENV A=1
ONBUILD ENV B=2
