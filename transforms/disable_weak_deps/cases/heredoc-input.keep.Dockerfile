FROM fedora:41
RUN bash -e <<EOF
dnf install -y a
EOF
