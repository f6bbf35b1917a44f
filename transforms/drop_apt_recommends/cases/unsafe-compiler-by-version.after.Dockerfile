FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends libc6-dev gcc-12
FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends gcc-12 g++-12
FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates libc6-dev libc6-dev-arm64-cross gcc-12-aarch64-linux-gnu tcc aria2 php8.2-curl
FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends libnewlib-arm-none-eabi gcc-arm-none-eabi gcc-12-base
