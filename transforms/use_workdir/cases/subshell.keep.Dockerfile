FROM debian:bookworm-slim AS build
COPY . /src/
RUN (cd /src && make) && touch a
FROM scratch
COPY --from=build /out /
