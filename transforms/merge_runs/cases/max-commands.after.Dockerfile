FROM alpine:3.20
RUN mkdir /a && mkdir /b
RUN mkdir /c && mkdir /d
RUN mkdir /e
