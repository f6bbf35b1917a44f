FROM rust:1.88-bookworm AS build
RUN cargo build --release --target x86_64-unknown-linux-musl
FROM debian:bullseye-slim
COPY --from=build /src/target/x86_64-unknown-linux-musl/release/app /app
