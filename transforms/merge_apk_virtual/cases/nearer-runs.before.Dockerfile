FROM alpine:3.20
RUN apk add --no-cache curl
ENV RELEASE=1.2
RUN apk add --no-cache tar
RUN wget -qO- https://example.org/$RELEASE.tar | tar -x -C /opt
RUN apk del curl tar
