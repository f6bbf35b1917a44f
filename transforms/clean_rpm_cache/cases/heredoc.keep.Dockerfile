FROM rockylinux:9
RUN <<EOF
dnf install -y a
EOF
