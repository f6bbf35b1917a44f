FROM alpine:3.20
ENV HOME=/app
RUN apk add --no-cache make
COPY Makefile /app/
RUN make -C /app && apk del make
