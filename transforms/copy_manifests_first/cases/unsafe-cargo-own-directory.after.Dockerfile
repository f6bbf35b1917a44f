FROM rust:1.90 AS build
WORKDIR /src
COPY Cargo.toml Cargo.lock ./
RUN mkdir -p src \
    && echo 'fn main() {}' > src/main.rs \
    && SQLX_OFFLINE=true cargo build --release --locked \
    && SQLX_OFFLINE=true cargo clean --release -p app
COPY . .
RUN SQLX_OFFLINE=true cargo build --release --locked
FROM debian:12
COPY --from=build /src/target/release/app /usr/local/bin/
