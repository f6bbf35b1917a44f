FROM debian:bookworm-slim AS build
COPY . /src/
RUN cd /var/run && touch a
FROM scratch
COPY --from=build /out /
