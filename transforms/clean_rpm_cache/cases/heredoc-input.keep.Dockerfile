FROM rockylinux:9
RUN bash -e <<EOF
dnf install -y a
EOF
