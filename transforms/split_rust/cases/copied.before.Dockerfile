FROM rust:1-slim-bookworm
WORKDIR /build
COPY . .
RUN cargo build --release
RUN cp target/release/tool /usr/local/bin/ && strip /usr/local/bin/tool
WORKDIR /data
ENTRYPOINT ["tool"]
CMD ["--help"]
