FROM alpine:3.20
RUN export MAKEFLAGS=-j4 && apk add --no-cache --virtual .b make
RUN make --version
RUN apk del .b
