FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y cmake
RUN cmake . && apt-get remove -y cmake
