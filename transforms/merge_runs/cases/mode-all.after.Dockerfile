FROM alpine:3.20
RUN mkdir /data && adduser -D app && echo ok > /data/state
