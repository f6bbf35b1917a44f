FROM debian:bookworm-slim AS build
COPY . /src/
RUN cd /src; make
FROM scratch
COPY --from=build /out /
