FROM debian:bullseye AS build
RUN useradd -u 65532 app
FROM debian:bullseye
COPY --from=build /x /x
