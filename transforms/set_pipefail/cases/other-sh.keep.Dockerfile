FROM alpine:3.20
RUN apk add --no-cache dash && ln -sf /usr/bin/dash /bin/sh
RUN wget -qO- https://example.org/a.tgz | tar xz
