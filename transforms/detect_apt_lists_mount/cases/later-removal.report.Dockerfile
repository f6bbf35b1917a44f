FROM debian:12
RUN --mount=type=cache,target=/var/cache/apt --mount=type=cache,sharing=locked,dst=/var/lib/apt/ \
    apt-get update && apt-get install -y gcc
RUN make && apt-get autoremove -y gcc
