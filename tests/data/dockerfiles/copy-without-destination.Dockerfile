FROM alpine
COPY lonely
