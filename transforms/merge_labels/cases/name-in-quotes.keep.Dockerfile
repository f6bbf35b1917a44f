FROM debian:bookworm-slim
LABEL "A"=1
LABEL A=2
