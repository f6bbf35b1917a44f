FROM alpine:3.20
RUN apk add --no-cache nginx make
COPY --chown=nginx Makefile /app/
RUN make -C /app && apk del make
