ARG SUITE=bullseye
FROM debian:${SUITE}
RUN useradd -l -u 65532 app
