FROM alpine:3.20
RUN wget -qO /usr/local/bin/tool https://example.com/latest/tool && chmod +x /usr/local/bin/tool
ARG VCS_REF
LABEL org.opencontainers.image.revision=$VCS_REF
