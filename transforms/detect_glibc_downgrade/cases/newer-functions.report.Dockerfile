FROM rust:1.90 AS build
WORKDIR /src
RUN cargo build --release
FROM debian:bookworm-slim
COPY --from=build /src/target/release/app /usr/local/bin/app
CMD ["app"]
FROM debian:bookworm-slim
COPY --from=build /src/target/release/app /srv/server
ENTRYPOINT /srv/server --port 80
