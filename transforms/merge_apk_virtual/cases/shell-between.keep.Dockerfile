FROM alpine:3.20
RUN apk add --no-cache bash
SHELL ["/bin/bash", "-c"]
RUN echo hello > /srv/x
RUN apk del bash
