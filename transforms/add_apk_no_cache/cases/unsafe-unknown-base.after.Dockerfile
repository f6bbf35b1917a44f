FROM registry.example.org/team/base:7
RUN apk add --no-cache curl && rm -rf /var/cache/apk/*
