FROM debian:bullseye
RUN useradd -l --uid 65532 --create-home app
