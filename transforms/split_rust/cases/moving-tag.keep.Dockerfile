FROM rust:1-slim
WORKDIR /app
COPY . .
RUN cargo install --path .
WORKDIR /
CMD ["/usr/local/cargo/bin/app"]
