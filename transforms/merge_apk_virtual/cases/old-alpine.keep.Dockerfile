FROM alpine:3.4
RUN apk add --no-cache py-pip gcc musl-dev
RUN pip install cffi
