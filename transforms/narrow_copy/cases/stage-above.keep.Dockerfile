FROM rust:1.90 AS build
WORKDIR /src
COPY . .
RUN cargo build --release --locked

FROM build
COPY --from=build /src/target/release/app /app
