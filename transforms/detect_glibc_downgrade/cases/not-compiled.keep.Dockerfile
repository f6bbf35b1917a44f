FROM rust:1.88-bookworm AS build
RUN cargo build --release
FROM debian:bullseye-slim
COPY --from=build /src/static /static
FROM golang:1.22-bookworm AS go
RUN go build -o /target/release/app
FROM debian:bullseye-slim
COPY --from=go /target/release/app /app
