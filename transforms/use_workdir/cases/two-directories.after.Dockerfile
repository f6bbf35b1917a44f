FROM debian:bookworm-slim AS build
COPY . /src/
WORKDIR /src
RUN make install
WORKDIR /opt
RUN touch done
FROM scratch
COPY --from=build /out /
