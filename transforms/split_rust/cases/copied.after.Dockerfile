FROM rust:1-slim-bookworm AS build
WORKDIR /build
COPY . .
RUN cargo build --release
RUN cp target/release/tool /usr/local/bin/ && strip /usr/local/bin/tool

FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /usr/local/bin/tool /usr/local/bin/tool
WORKDIR /data
ENTRYPOINT ["tool"]
CMD ["--help"]
