FROM rust:1.88-bookworm AS build
RUN cargo build --release
FROM debian:bullseye-slim
COPY --from=build /src/target/release/static /srv/static
COPY --from=build /src/target/release/app.d /srv/app.d
COPY --from=build /src/target/release/build /srv/build
COPY --from=build /src/target/release/completions/app /usr/share/app
CMD ["/usr/bin/python3", "-m", "http.server"]
