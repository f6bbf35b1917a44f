FROM debian:bookworm-slim AS build
COPY . /src/
RUN touch a && cd /src && make
FROM scratch
COPY --from=build /out /
