FROM debian:bookworm-slim AS build
COPY . /src/
RUN cd /src && make
COPY a b
WORKDIR /out
FROM scratch
COPY --from=build /out /
