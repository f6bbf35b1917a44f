FROM debian:bullseye
RUN adduser --uid 65532 --disabled-password app
