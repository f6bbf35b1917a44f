#!/usr/bin/env bash
# Sets up and passes the tests on a Debian machine with Rust: format, lints, tests, and a short run of each fuzz target
# where a nightly toolchain is there.
set -euo pipefail
cd "$(dirname "$0")/.."

need=()
for tool in dash busybox bash patch; do command -v "$tool" >/dev/null || need+=("$tool"); done
command -v unshare >/dev/null || need+=(util-linux)
if [ "${#need[@]}" -gt 0 ]; then
    as_root=$([ "$(id -u)" -eq 0 ] || echo sudo)
    $as_root apt-get update -qq
    $as_root apt-get install -qq -y --no-install-recommends "${need[@]}"
fi
if ! cargo fmt --version >/dev/null 2>&1 || ! cargo clippy --version >/dev/null 2>&1; then
    rustup component add rustfmt clippy
fi

cargo fmt --check
cargo clippy --locked --all-targets -- -D warnings
if rustc +nightly --version >/dev/null 2>&1; then
    command -v cargo-fuzz >/dev/null || cargo install --locked --quiet cargo-fuzz || true
fi
if command -v cargo-fuzz >/dev/null && rustc +nightly --version >/dev/null 2>&1; then
    for target in document shell pipeline; do
        cargo +nightly fuzz run "$target" -- -seed=1 -runs=20000 -max_total_time=60 -print_final_stats=1 2>&1 | tail -n 12
    done
else
    echo "no nightly toolchain with cargo-fuzz: the fuzz targets are not run"
fi
cargo test --locked --no-fail-fast
bash tests/lab/ci
