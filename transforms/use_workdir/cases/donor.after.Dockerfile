FROM debian:bookworm-slim AS build
COPY . /src/
WORKDIR /src
RUN ./configure
RUN make install
FROM scratch
COPY --from=build /out /
