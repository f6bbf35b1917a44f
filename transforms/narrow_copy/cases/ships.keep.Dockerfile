FROM rust:1.90
WORKDIR /src
COPY . .
RUN cargo build --release --locked
