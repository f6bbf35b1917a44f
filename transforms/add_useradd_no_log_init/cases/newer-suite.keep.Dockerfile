FROM debian:bookworm
RUN useradd -u 65532 app
