FROM alpine:3.20
ARG GIT_REF
LABEL ref=$GIT_REF
LABEL "ref"="main"
RUN apk add --no-cache curl
