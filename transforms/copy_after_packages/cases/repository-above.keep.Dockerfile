FROM alpine:3.20
RUN echo /packages >> /etc/apk/repositories
COPY packages /packages
RUN apk add --no-cache own
