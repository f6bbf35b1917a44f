FROM fedora:41
RUN <<EOF
set -e
dnf install -y --setopt=install_weak_deps=False gdb
EOF
