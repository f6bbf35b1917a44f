FROM debian:bookworm
MAINTAINER Jo "the" Doe
