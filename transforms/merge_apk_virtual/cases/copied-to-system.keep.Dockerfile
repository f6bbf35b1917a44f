FROM alpine:3.20
RUN apk add --no-cache nginx make
COPY nginx.conf /etc/nginx/nginx.conf
RUN make --version && apk del make
