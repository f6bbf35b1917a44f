# syntax=docker/dockerfile:1
FROM rust:1-slim
WORKDIR /w
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry,sharing=locked \
    --mount=type=cache,target=/w/target <<EOF
set -e
cargo build --release
cp target/release/w /usr/local/bin/
EOF
CMD ["w"]
