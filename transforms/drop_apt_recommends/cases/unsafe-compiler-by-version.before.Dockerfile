FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y gcc-12
FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y gcc-12 g++-12
FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y gcc-12-aarch64-linux-gnu tcc aria2 php8.2-curl
FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y gcc-arm-none-eabi gcc-12-base
