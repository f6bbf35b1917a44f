ARG BASE=one
FROM rockylinux:9 AS one
RUN dnf install -y a
FROM $BASE
RUN dnf -C install -y b
