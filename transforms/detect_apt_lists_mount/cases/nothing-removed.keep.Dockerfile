FROM debian:12 AS a
RUN --mount=type=cache,target=/var/lib/apt apt-get update && apt-get install -y gcc && apt-get autoremove -y
FROM debian:12
RUN --mount=type=cache,target=/var/lib/apt apt-get update && apt-get install -y gcc
RUN --mount=type=cache,target=/var/lib/apt apt-get autoremove -y gcc
