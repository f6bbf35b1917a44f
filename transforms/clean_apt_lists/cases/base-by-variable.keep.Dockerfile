ARG TARGETARCH
FROM debian:bookworm AS builder-amd64
RUN apt-get update && apt-get install -y --no-install-recommends gcc

FROM builder-${TARGETARCH} AS final
RUN apt-get install -y --no-install-recommends cmake
