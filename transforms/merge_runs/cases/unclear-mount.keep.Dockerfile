FROM debian:bookworm-slim
ARG KIND=cache
RUN --mount=type=TmpFS,target=/var/log curl -o /tmp/a.tgz https://example.org/a.tgz
RUN --mount=type=TmpFS,target=/var/log rm /tmp/a.tgz
WORKDIR /a
RUN --mount=type=$KIND,target=/var/log curl -o /tmp/a.tgz https://example.org/a.tgz
RUN --mount=type=$KIND,target=/var/log rm /tmp/a.tgz
WORKDIR /a
RUN --mount=target=/src,ro=false curl -o /tmp/a.tgz https://example.org/a.tgz
RUN --mount=target=/src,ro=false rm /tmp/a.tgz
WORKDIR /a
RUN --mount=type=bind,target=/src,readonly=false curl -o /tmp/a.tgz https://example.org/a.tgz
RUN --mount=type=bind,target=/src,readonly=false rm /tmp/a.tgz
