FROM alpine:3.20
RUN apk add --no-cache curl
ENV RELEASE=1.2
RUN apk add --no-cache tar \
    && wget -qO- https://example.org/$RELEASE.tar | tar -x -C /opt \
    && apk del curl tar
