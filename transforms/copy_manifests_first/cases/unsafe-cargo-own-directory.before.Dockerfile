FROM rust:1.90 AS build
WORKDIR /src
COPY . .
RUN SQLX_OFFLINE=true cargo build --release --locked
FROM debian:12
COPY --from=build /src/target/release/app /usr/local/bin/
