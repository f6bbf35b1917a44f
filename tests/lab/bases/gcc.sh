# shellcheck shell=bash
# gcc:12: the compiler of Debian bookworm, in the place of the one that the official image builds under /usr/local.

base_gcc() {
    base_buildpack
    derive '' gcc:12 gcc:12-bookworm gcc:latest <<'EOF'
FROM buildpack-deps:bookworm
ENV GCC_VERSION=12.2.0
CMD ["bash"]
EOF
}
