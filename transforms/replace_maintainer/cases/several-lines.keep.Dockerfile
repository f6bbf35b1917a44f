FROM debian:bookworm
MAINTAINER Jo Doe, \
    Bo Doe
