# syntax=docker/dockerfile:1
FROM debian:12
SHELL ["/bin/bash", "-eo", "pipefail", "-c"]
RUN <<EOF
apt-get update
apt-get install -y --no-install-recommends git
EOF
RUN apt-get update
RUN apt-get install -y --no-install-recommends curl
ONBUILD RUN apt-get update && apt-get install -y make
