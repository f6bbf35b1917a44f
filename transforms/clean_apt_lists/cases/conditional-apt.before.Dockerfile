ARG BASE
FROM ${BASE}
RUN if command -v apt-get >/dev/null; then apt-get update && apt-get install -y curl; \
    elif command -v apk >/dev/null; then apk add --no-cache curl; \
    else yum install -y curl; fi
