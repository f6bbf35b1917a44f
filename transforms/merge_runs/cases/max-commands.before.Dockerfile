FROM alpine:3.20
RUN mkdir /a
RUN mkdir /b
RUN mkdir /c
RUN mkdir /d
RUN mkdir /e
