from debian:trixie-slim as build
run apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev libyaml-dev
workdir /build
copy hash.c .
run gcc -O2 -o hash hash.c -lyaml
run cp hash /usr/bin/hash

from debian:trixie-slim
run apt-get update && apt-get install -y --no-install-recommends libgomp1 libyaml-0-2 \
    && rm -rf /var/lib/apt/lists/*
workdir /build
copy --from=build /usr/bin/hash /usr/bin/hash
cmd hash
