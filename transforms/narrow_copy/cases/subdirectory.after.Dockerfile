FROM rust:1.90 AS build
WORKDIR /src
COPY --chown=1000 api/Cargo.toml api/Cargo.lock ./
COPY --chown=1000 api/src src/
RUN cargo build --release --locked

FROM debian:bookworm-slim
COPY --from=build /src/target/release/app /usr/local/bin/
CMD ["app"]
