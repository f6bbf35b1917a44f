FROM debian:bookworm
ONBUILD ADD . /app
