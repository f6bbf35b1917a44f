FROM alpine:3.20
ARG GIT_REF
ENV GIT_REF=main
RUN apk add --no-cache curl
LABEL ref=$GIT_REF
