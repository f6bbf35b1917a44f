FROM debian:bookworm-slim
ENV PATH=/opt/a:$PATH
ENV PATH=/opt/b:$PATH
