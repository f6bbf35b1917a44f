FROM debian:bookworm-slim AS build
COPY . /src/
RUN ln -s /src /source
RUN cd /source && make
FROM scratch
COPY --from=build /out /
