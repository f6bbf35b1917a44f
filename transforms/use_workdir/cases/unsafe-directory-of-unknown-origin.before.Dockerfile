FROM debian:bookworm-slim
ADD src.tar.gz /
RUN cd /src && make
WORKDIR /app
