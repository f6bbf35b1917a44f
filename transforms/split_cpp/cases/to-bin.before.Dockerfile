from debian:trixie-slim
run apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev libyaml-dev
workdir /build
copy hash.c .
run gcc -O2 -o hash hash.c -lyaml
run cp hash /usr/bin/hash
cmd hash
