FROM alpine:3.20
RUN mkdir -p /opt/tool \
 && wget -qO- https://example.org/tool.tar.xz | xz -d | tar -x -C /opt/tool \
 && ln -s /opt/tool/tool /usr/local/bin/tool
