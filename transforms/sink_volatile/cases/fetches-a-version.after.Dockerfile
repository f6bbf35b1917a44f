FROM alpine:3.20
RUN wget -qO /usr/local/bin/tool https://example.com/v1.2.0/tool && chmod +x /usr/local/bin/tool
ARG VCS_REF
LABEL org.opencontainers.image.revision=$VCS_REF
