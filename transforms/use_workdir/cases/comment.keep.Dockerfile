FROM debian:bookworm-slim AS build
COPY . /src/
RUN cd /src \
    # all of it
 && make
FROM scratch
COPY --from=build /out /
