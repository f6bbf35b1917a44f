FROM rust:1.90 AS build
RUN useradd -m builder && mkdir /src && chown builder /src
USER builder
WORKDIR /src
COPY --chown=builder . .
RUN cargo build --release --locked
FROM debian:trixie-slim
COPY --from=build /src/target/release/app /usr/local/bin/
