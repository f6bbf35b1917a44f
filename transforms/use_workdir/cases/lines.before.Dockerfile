FROM debian:bookworm-slim AS build
COPY . /src/
# the program
RUN cd /src \
 && ./configure \
 && make install
FROM scratch
COPY --from=build /out /
