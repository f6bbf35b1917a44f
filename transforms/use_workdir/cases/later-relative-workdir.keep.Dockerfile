FROM debian:bookworm-slim AS build
COPY . /src/
RUN cd /src && make
WORKDIR out
FROM scratch
COPY --from=build /out /
