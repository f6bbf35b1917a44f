FROM alpine:3.20
RUN echo "apk add curl" > /usr/local/bin/more && chmod +x /usr/local/bin/more
RUN sh -c "apk add curl"
