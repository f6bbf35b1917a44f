FROM debian:bullseye
RUN useradd --uid 65532 --create-home app
