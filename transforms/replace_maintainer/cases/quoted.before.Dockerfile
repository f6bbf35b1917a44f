FROM debian:bookworm
# who did it
MAINTAINER "Jo O'Doe <jo@example.org>"
RUN x
