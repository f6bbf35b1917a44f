FROM nixos/nix:2.21.1 AS builder
COPY . /tmp/build
WORKDIR /tmp/build
RUN nix --extra-experimental-features "nix-command flakes" --option filter-syscalls false build
RUN mkdir /tmp/closure && cp -R $(nix-store -qR result/) /tmp/closure
FROM scratch
COPY --from=builder /tmp/closure /nix/store
