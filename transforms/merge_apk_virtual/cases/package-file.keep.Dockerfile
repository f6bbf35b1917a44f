FROM alpine:3.20
WORKDIR /app
RUN apk add --no-cache --allow-untrusted /opt/tool.apk
RUN apk add --no-cache --allow-untrusted ./own.apk make
COPY Makefile /opt/
RUN make -C /opt && apk del make
