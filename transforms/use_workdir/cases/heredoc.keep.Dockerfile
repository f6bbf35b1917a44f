FROM debian:bookworm-slim AS build
COPY . /src/
RUN <<EOF
cd /src && make
EOF
FROM scratch
COPY --from=build /out /
