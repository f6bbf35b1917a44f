FROM debian:bookworm-slim
ADD src.tar.gz /
WORKDIR /src
RUN make
WORKDIR /app
