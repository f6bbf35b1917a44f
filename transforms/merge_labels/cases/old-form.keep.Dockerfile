FROM debian:bookworm-slim
LABEL A 1 2
LABEL B=2
