FROM debian:bookworm-slim AS build
COPY . /src/
RUN cd /src && make install
RUN cd /opt && touch done
FROM scratch
COPY --from=build /out /
