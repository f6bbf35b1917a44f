FROM debian:bookworm-slim AS build
COPY . /src/
RUN cd /src
WORKDIR /out
FROM scratch
COPY --from=build /out /
