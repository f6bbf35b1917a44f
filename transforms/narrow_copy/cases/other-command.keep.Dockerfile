FROM rust:1.90 AS build
WORKDIR /src
COPY . .
RUN cargo build --release --locked
RUN ./target/release/app --write-schema

FROM debian:bookworm-slim
COPY --from=build /src/target/release/app /usr/local/bin/
CMD ["app"]
