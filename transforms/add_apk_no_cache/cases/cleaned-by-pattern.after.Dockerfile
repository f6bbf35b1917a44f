FROM alpine:3.20
RUN apk add --no-cache curl && rm -rf /var/cache/*
WORKDIR /srv
RUN ls /var/*
