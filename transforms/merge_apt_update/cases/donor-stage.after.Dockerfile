FROM debian:bookworm-slim AS build
RUN apt-get update && apt-get install -y gcc

FROM gcr.io/distroless/base-debian12
COPY --from=build /usr/bin/gcc /gcc
