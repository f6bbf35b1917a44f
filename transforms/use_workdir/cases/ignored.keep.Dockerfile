FROM debian:bookworm-slim AS build
COPY . /src/
# dfopt: ignore[use-workdir] it is the way of this team
RUN cd /src && make
FROM scratch
COPY --from=build /out /
