FROM alpine:3.20
RUN mkdir /data
RUN adduser -D app
RUN echo ok > /data/state
