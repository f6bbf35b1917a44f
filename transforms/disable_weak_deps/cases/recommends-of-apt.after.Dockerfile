FROM debian:bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends gcc && rm -rf /var/lib/apt/lists/*
FROM fedora:41
RUN dnf install -y --setopt=install_weak_deps=False nginx
