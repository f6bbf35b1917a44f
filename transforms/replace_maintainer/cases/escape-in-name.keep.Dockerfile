FROM debian:bookworm
MAINTAINER Jo\ Doe
