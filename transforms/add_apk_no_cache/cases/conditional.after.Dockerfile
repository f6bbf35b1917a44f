FROM alpine:3.20
ARG DEBUG
RUN if [ -n "$DEBUG" ]; then apk add --no-cache gdb; fi && apk add --no-cache curl || exit 1
