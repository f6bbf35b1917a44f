FROM debian:bookworm
MAINTAINER Jo Doe <jo@example.org>
