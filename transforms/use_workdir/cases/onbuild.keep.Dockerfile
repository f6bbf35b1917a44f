FROM debian:bookworm-slim AS build
COPY . /src/
ONBUILD RUN cd /src && make
FROM scratch
COPY --from=build /out /
