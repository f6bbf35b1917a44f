FROM alpine:3.20
ARG GIT_REF
LABEL name=tool \
      # the branch
      ref=$GIT_REF
RUN apk add --no-cache curl
