FROM rust:1.90
WORKDIR /src
RUN --mount=type=bind,target=. cargo build --release --target-dir /out
