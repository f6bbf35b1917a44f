# shellcheck shell=bash
# python:3.11 and python:3.11-slim: CPython under /usr/local, from pyenv's when there is one, else Debian's.
# shellcheck disable=SC2154

base_python() { # slim|full...
    local kind source='' full context=$lab/context/python python
    source=$(find "${PYENV_ROOT:-$HOME/.pyenv}/versions" -maxdepth 1 -name '3.11.*' 2>/dev/null | sort -V | tail -n 1)
    mkdir -p "$context"
    if [ -n "$source" ]; then
        full=$(basename "$source")
        [ -e "$context/$full.tar" ] || tar --create --file "$context/$full.tar" --directory "$source" \
            --exclude='lib/python*/test' --exclude='lib/python*/site-packages/*' --exclude=__pycache__ --exclude='*.a' \
            bin/python3.11 bin/python3.11-config include lib
        python="ADD $full.tar /usr/local/
RUN ldconfig && cd /usr/local/bin && ln -s python3.11 python3 && ln -s python3.11 python && python3 -m ensurepip \
    && ln -sf pip3 pip && pip --version && find /usr/local -depth -name __pycache__ -exec rm -rf {} +"
    else
        full=3.11.2
        python="RUN $apt_install python3 python3-pip python3-venv && $apt_clean && ln -s /usr/bin/python3 /usr/local/bin/python
ENV PIP_BREAK_SYSTEM_PACKAGES=1"
    fi
    for kind in "$@"; do
        if [ "$kind" = full ]; then
            base_buildpack
            derive "$context" python:3.11 python:3.11-bookworm <<EOF
FROM buildpack-deps:bookworm
RUN $apt_install libbluetooth-dev libnsl2 tk-dev uuid-dev && $apt_clean
$python
ENV LANG=C.UTF-8 PYTHON_VERSION=$full
CMD ["python3"]
EOF
        else
            base_debian bookworm
            derive "$context" python:3.11-slim python:3.11-slim-bookworm <<EOF
FROM debian:bookworm-slim
RUN $apt_install ca-certificates libbz2-1.0 libexpat1 libffi8 liblzma5 libncursesw6 libnsl2 libreadline8 libsqlite3-0 \
    libssl3 libtirpc3 libuuid1 netbase tzdata && $apt_clean
$python
ENV LANG=C.UTF-8 PYTHON_VERSION=$full
CMD ["python3"]
EOF
        fi
    done
}
