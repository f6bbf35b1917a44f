FROM debian:bookworm-slim AS build
COPY . /src/
RUN cd /src && ./configure
RUN cd /src && make install
FROM scratch
COPY --from=build /out /
