FROM rust:1.88-bookworm AS build
RUN cargo build --release
FROM rust:1.80-bullseye AS old
RUN cargo build --release
FROM debian:bookworm-slim
COPY --from=build /src/target/release/app /app
COPY --from=old /src/target/release/app /app
FROM rust:1-trixie AS new
RUN cargo build --release
FROM debian:trixie-slim
COPY --from=new /src/target/release/app /app
FROM mycompany/runtime
COPY --from=build /src/target/release/app /app
