FROM rust:1.90 AS build
ENV CARGO_TARGET_DIR=/src/out
WORKDIR /src
COPY . .
RUN cargo build --release --locked
FROM debian:12
COPY --from=build /src/target/release/app /usr/local/bin/
