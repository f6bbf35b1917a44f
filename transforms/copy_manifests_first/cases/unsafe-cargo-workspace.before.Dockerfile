FROM rust:1.90-slim AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry cargo build --release -p server

FROM debian:bookworm-slim
COPY --from=build /src/target/release/server /usr/local/bin/
CMD ["server"]
