FROM debian:bookworm-slim AS build
COPY . /src/
RUN cd /src && make && cd - && ls
FROM scratch
COPY --from=build /out /
