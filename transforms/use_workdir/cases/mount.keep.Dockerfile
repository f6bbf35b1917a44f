FROM debian:bookworm-slim AS build
COPY . /src/
RUN --mount=type=cache,target=cache cd /src && make
FROM scratch
COPY --from=build /out /
