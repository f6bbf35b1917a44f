FROM debian:bookworm-slim AS build
COPY . /src/
RUN cd /src && [ -f a ] && make
FROM scratch
COPY --from=build /out /
