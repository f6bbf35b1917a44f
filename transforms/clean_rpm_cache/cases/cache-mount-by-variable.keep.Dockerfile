FROM fedora:41
ARG CACHE=/srv/cache
RUN --mount=type=cache,target=$CACHE dnf install -y gcc
