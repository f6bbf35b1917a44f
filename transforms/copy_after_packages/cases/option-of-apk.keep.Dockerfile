FROM alpine:3.20
COPY packages /packages
RUN apk add --no-cache --allow-untrusted --repository /packages own
