FROM debian:bookworm
ADD github.com/x/y.git /y
