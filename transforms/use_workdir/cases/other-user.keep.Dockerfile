FROM debian:bookworm-slim AS build
COPY . /src/
USER app
RUN cd /src && make
FROM scratch
COPY --from=build /out /
