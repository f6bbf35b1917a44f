FROM rust:1.90 AS build
WORKDIR /src
COPY . .
RUN cargo install --path .

FROM debian:bookworm-slim
COPY --from=build /out/bin/app /usr/local/bin/
CMD ["app"]
