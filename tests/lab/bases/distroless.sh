# shellcheck shell=bash
# gcr.io/distroless/*-debian12: unpacked packages, no shell and no package manager.
# shellcheck disable=SC2154

base_distroless() {
    local static='base-files ca-certificates netbase tzdata' base='libc6 libssl3'
    local cc='gcc-12-base libgcc-s1 libgomp1 libstdc++6'
    local python='libpython3.11-minimal libpython3.11-stdlib python3-minimal python3.11-minimal libbz2-1.0 libcom-err2
        libcrypt1 libdb5.3 libexpat1 libffi8 libgssapi-krb5-2 libk5crypto3 libkeyutils1 libkrb5-3 libkrb5support0 liblzma5
        libncursesw6 libnsl2 libreadline8 libsqlite3-0 libtinfo6 libtirpc3 libuuid1 media-types zlib1g'
    base_debian bookworm
    unpacked static "$static" ''
    unpacked base "$static $base" ''
    unpacked cc "$static $base $cc" ''
    unpacked python3 "$static $base $cc $python" 'ENTRYPOINT ["/usr/bin/python3.11"]'
    base_node slim
    derive '' gcr.io/distroless/nodejs20-debian12 <<'EOF'
FROM node:20-slim AS node
FROM gcr.io/distroless/cc-debian12
COPY --from=node /usr/local/bin/node /nodejs/bin/node
ENV PATH=/nodejs/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
ENTRYPOINT ["/nodejs/bin/node"]
EOF
}

unpacked() { # name packages last-line
    derive '' "gcr.io/distroless/$1-debian12" <<EOF
FROM debian:bookworm-slim AS packages
WORKDIR /packages
RUN apt-get update -qq && apt-get download -qq $(tr -s ' \n' ' ' <<<"$2") && mkdir /root-fs \
    && for f in *.deb; do dpkg-deb --fsys-tarfile "\$f" | tar -x -C /root-fs --keep-directory-symlink; done
RUN cd /root-fs && rm -rf usr/sbin usr/share/lintian usr/share/locale usr/share/man \
    && find usr/share/doc -type f ! -name copyright -delete \
    && mkdir -p etc/ssl/certs home/nonroot root tmp && chmod 1777 tmp && chown 65532:65532 home/nonroot \
    && printf '%s:/sbin/nologin\n' root:x:0:0:root:/root nobody:x:65534:65534:nobody:/nonexistent \
        nonroot:x:65532:65532:nonroot:/home/nonroot >etc/passwd \
    && printf '%s:\n' root:x:0 nobody:x:65534 nonroot:x:65532 >etc/group \
    && if [ -e usr/bin/python3.11 ]; then ln -sf python3.11 usr/bin/python && mkdir -p usr/lib/python3/dist-packages; fi \
    && if [ -e /usr/local/share/lab/ca.pem ]; then cp /usr/local/share/lab/ca.pem etc/ssl/certs/ca-certificates.crt; \
        else find usr/share/ca-certificates -name '*.crt' -exec cat {} + >etc/ssl/certs/ca-certificates.crt; fi
FROM scratch
COPY --from=packages /root-fs /
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt
$3
EOF
}
