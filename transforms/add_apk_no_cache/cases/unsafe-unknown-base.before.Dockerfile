FROM registry.example.org/team/base:7
RUN apk add curl && rm -rf /var/cache/apk/*
