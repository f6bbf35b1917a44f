FROM alpine:3.20
ARG TARGETARCH
ARG HTTP_PROXY
RUN apk add --no-cache curl
COPY bin-${TARGETARCH} /bin/tool
LABEL proxy=$HTTP_PROXY
