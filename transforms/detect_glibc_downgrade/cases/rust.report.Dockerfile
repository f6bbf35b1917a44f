FROM rust:1.88-bookworm AS build
WORKDIR /src
RUN --mount=type=cache,target=/x cargo build --release
FROM debian:bullseye-slim
COPY --from=build /src/target/release/app /usr/local/bin/app
FROM ubuntu:20.04
COPY --from=build /src/target/release/app /app
