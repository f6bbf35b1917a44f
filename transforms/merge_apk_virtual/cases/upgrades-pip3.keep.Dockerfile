FROM alpine:3.20
RUN apk add --no-cache --virtual .b gcc py3-pip
RUN pip3 install --upgrade pip
RUN pip3 install cffi && apk del .b
