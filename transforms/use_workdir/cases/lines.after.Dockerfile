FROM debian:bookworm-slim AS build
COPY . /src/
WORKDIR /src
# the program
RUN ./configure \
 && make install
FROM scratch
COPY --from=build /out /
