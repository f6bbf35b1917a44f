FROM rust:1.90 AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry --mount=type=cache,target=/src/target \
    cargo build --release && mkdir -p out && cp target/release/app out/

FROM debian:bookworm-slim
COPY --from=build /src/out/app /usr/local/bin/
CMD ["app"]
