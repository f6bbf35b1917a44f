FROM debian:bookworm-slim AS build
COPY . /src/
RUN cd /src && make
RUN ./test
FROM scratch
COPY --from=build /out /
