FROM debian:12
ADD --checksum=sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef https://example.com/a.bin /a.bin
ADD https://example.com/b.bin /b.bin
ADD git@example.com:x/y.git /y
ARG F=x.tar.gz
ADD $F /z
ADD *.gz /w/
ADD rootfs /
ADD data.bin /data.bin
