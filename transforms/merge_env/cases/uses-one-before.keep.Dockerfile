FROM debian:bookworm-slim
ENV A=/opt
ENV B=$A/bin
ENV C=${B}:x
