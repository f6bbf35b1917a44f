# shellcheck shell=bash
# rust:1 and rust:1-slim: this machine's own toolchain where rustup has one, else Debian's.
# shellcheck disable=SC2154

base_rust() { # slim|full...
    local kind context=$lab/context/rust source='' rust from
    mkdir -p "$context"
    source=$(rustc --print sysroot 2>/dev/null || true)
    rust='ENV RUSTUP_HOME=/usr/local/rustup CARGO_HOME=/usr/local/cargo PATH=/usr/local/cargo/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
    if [ -n "$source" ] && [ "$source" != /usr ]; then
        [ -e "$context/rust.tar" ] || tar --create --file "$context/rust.tar" --directory "$source" \
            --exclude=./share --exclude=./lib/rustlib/src --exclude='./bin/*clippy*' --exclude='./bin/*fmt' .
        rust="$rust RUST_VERSION=$("$source/bin/rustc" --version | cut -d ' ' -f 2)
ADD rust.tar /usr/local/cargo/
RUN rustc --version && cargo --version"
    else
        rust="$rust
RUN $apt_install cargo rustc && $apt_clean"
    fi
    for kind in "$@"; do
        if [ "$kind" = full ]; then
            base_buildpack
            from='FROM buildpack-deps:bookworm'
            derive "$context" rust:1 rust:latest rust:1-bookworm <<<"$from"$'\n'"$rust"
        else
            base_debian bookworm
            from="FROM debian:bookworm-slim
RUN $apt_install ca-certificates gcc libc6-dev && $apt_clean"
            derive "$context" rust:1-slim rust:slim rust:1-slim-bookworm <<<"$from"$'\n'"$rust"
        fi
    done
}
