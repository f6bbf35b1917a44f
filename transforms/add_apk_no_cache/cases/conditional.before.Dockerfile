FROM alpine:3.20
ARG DEBUG
RUN if [ -n "$DEBUG" ]; then apk add gdb; fi && apk add curl || exit 1
