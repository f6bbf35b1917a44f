FROM alpine:3.20
RUN curl -fsSL https://example.org/key | gpg --import && gpg --list-keys | grep -q Tool
