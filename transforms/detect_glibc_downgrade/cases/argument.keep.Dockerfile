ARG SUITE=bullseye-slim
FROM rust:1.88-bookworm AS build
RUN cargo build --release
FROM debian:$SUITE
COPY --from=build /src/target/release/app /usr/local/bin/app
CMD ["app"]
