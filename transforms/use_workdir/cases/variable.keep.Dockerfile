FROM debian:bookworm-slim AS build
COPY . /src/
ARG DIR=/src
RUN cd $DIR && make
FROM scratch
COPY --from=build /out /
