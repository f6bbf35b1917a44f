FROM alpine:3.20
RUN apk add --no-cache git make \
    && git clone https://example.org/tool.git /opt/tool \
    && make -C /opt/tool install \
    && apk del make
