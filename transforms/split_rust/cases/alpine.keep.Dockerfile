FROM rust:1.85-alpine
WORKDIR /app
COPY . .
RUN cargo install --path .
WORKDIR /
CMD ["/usr/local/cargo/bin/app"]
