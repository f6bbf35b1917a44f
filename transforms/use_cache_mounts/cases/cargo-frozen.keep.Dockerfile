FROM rust:1.79 AS build
WORKDIR /src
COPY . .
RUN cargo fetch
RUN cargo build --release --frozen

FROM debian:bookworm-slim
COPY --from=build /src/target/release/app /app
CMD ["/app"]
