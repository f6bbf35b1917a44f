FROM alpine:3.20
RUN apk add --no-cache nginx make
WORKDIR /var/www/localhost
RUN make --version && apk del make
