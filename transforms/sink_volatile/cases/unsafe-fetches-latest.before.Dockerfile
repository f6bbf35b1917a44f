FROM alpine:3.20
ARG VCS_REF
RUN wget -qO /usr/local/bin/tool https://example.com/latest/tool && chmod +x /usr/local/bin/tool
LABEL org.opencontainers.image.revision=$VCS_REF
