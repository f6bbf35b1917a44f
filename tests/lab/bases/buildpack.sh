# shellcheck shell=bash
# buildpack-deps:bookworm: what python:3.11, node:20, rust:1 and gcc:12 are made on.
# shellcheck disable=SC2154

base_buildpack() {
    base_debian bookworm
    derive '' buildpack-deps:bookworm <<EOF
FROM debian:bookworm
RUN $apt_install autoconf automake bzip2 ca-certificates curl default-libmysqlclient-dev dpkg-dev file g++ gcc git gnupg \
    imagemagick libbz2-dev libc6-dev libcurl4-openssl-dev libdb-dev libevent-dev libffi-dev libgdbm-dev libglib2.0-dev \
    libgmp-dev libjpeg-dev libkrb5-dev liblzma-dev libmagickcore-dev libmagickwand-dev libmaxminddb-dev libncurses5-dev \
    libncursesw5-dev libpng-dev libpq-dev libreadline-dev libsqlite3-dev libssl-dev libtool libwebp-dev libxml2-dev \
    libxslt-dev libyaml-dev make mercurial netbase openssh-client patch procps sq subversion tzdata unzip wget xz-utils \
    zlib1g-dev && $apt_clean
EOF
}
