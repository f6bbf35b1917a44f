FROM rust:1.90-slim AS build
WORKDIR /src
COPY Cargo.toml Cargo.lock ./
COPY server/Cargo.toml server/
COPY crates/core/Cargo.toml crates/core/
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    mkdir -p server/src crates/core/src \
    && touch crates/core/src/lib.rs \
    && echo 'fn main() {}' > server/src/main.rs \
    && cargo build --release -p server \
    && cargo clean --release -p server -p core-x
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry cargo build --release -p server

FROM debian:bookworm-slim
COPY --from=build /src/target/release/server /usr/local/bin/
CMD ["server"]
