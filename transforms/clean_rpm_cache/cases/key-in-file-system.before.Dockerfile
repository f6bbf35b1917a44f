FROM rockylinux:9
RUN rpm --import file:///etc/pki/rpm-gpg/RPM-GPG-KEY && dnf install -y a
RUN dnf install -y b
