FROM debian:bookworm-slim
RUN apt-get install --frob wget curl
