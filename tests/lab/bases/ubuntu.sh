# shellcheck shell=bash
# ubuntu:VERSION: Debian bookworm stands in for every release, so that one root serves.
# shellcheck disable=SC2154

base_ubuntu() {
    local pip='ENV PIP_BREAK_SYSTEM_PACKAGES=1'
    base_debian bookworm
    # Ubuntu before 24.04 lets pip install beside the distribution's packages; bookworm only when told.
    derive '' ubuntu:20.04 ubuntu:focal <<<"FROM debian:bookworm"$'\n'"$pip"
    derive '' ubuntu:22.04 ubuntu:jammy ubuntu:latest <<<"FROM debian:bookworm"$'\n'"$pip"
    derive '' ubuntu:24.04 ubuntu:noble <<<'FROM debian:bookworm'
}
