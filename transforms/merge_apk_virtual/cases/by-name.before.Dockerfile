FROM alpine:3.20
RUN apk add --no-cache git make
RUN git clone https://example.org/tool.git /opt/tool
RUN make -C /opt/tool install
RUN apk del make
