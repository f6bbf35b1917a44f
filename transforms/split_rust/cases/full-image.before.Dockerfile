FROM rust:1.85-bookworm AS api
ENV RUST_LOG=info
WORKDIR /app
COPY . .
RUN cargo build --release --locked
CMD ["./target/release/api"]
