FROM debian:bookworm-slim AS build
COPY . /src/
RUN cd /src && make || true
FROM scratch
COPY --from=build /out /
