FROM alpine:3.20
ARG VCS_REF
RUN wget -qO /usr/local/bin/tool https://example.com/v1.2.0/tool && chmod +x /usr/local/bin/tool
LABEL org.opencontainers.image.revision=$VCS_REF
