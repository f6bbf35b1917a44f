FROM rust:1.90 AS build
WORKDIR /src
COPY Cargo.toml Cargo.lock rust-toolchain.toml ./
COPY src src/
RUN apt-get update && apt-get install -y musl-tools
RUN rustup target add x86_64-unknown-linux-musl
RUN cargo install --path . --root /out

FROM debian:bookworm-slim
COPY --from=build /out/bin/app /usr/local/bin/
CMD ["app"]
