FROM rust:1.90 AS build
WORKDIR /src
COPY rust-toolchain.toml Cargo.toml Cargo.lock ./
RUN rustup target add x86_64-unknown-linux-musl
RUN mkdir -p src \
    && touch src/lib.rs \
    && echo 'fn main() {}' > build.rs \
    && cp build.rs src/main.rs \
    && cargo build --release --locked --target x86_64-unknown-linux-musl \
    && cargo clean --release --target x86_64-unknown-linux-musl -p app
COPY . .
RUN cargo build --release --locked --target x86_64-unknown-linux-musl && strip target/x86_64-unknown-linux-musl/release/app

FROM scratch
COPY --from=build /src/target/x86_64-unknown-linux-musl/release/app /app
ENTRYPOINT ["/app"]
