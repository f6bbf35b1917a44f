FROM rust:1.85-bookworm AS build
ENV RUST_LOG=info
WORKDIR /app
COPY . .
RUN cargo build --release --locked

FROM debian:bookworm-slim AS api
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates libssl3 \
    && rm -rf /var/lib/apt/lists/*
ENV RUST_LOG=info
WORKDIR /app
COPY --from=build /app/target/release/api /app/target/release/api
COPY --from=build /app/templates /app/templates
CMD ["./target/release/api"]
