ARG SUITE=bullseye
FROM debian:${SUITE}
RUN useradd -u 65532 app
