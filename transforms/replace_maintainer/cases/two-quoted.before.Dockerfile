FROM debian:bookworm
MAINTAINER 'Jo Doe', 'Al Poe'
