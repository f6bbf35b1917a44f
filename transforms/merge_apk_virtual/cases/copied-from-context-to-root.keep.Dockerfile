FROM alpine:3.20
RUN apk add --no-cache make
COPY . /
RUN make --version && apk del make
