FROM alpine:3.20
ARG VCS_REF
RUN apk add --no-cache curl && echo "$VCS_REF" > /revision
LABEL revision=$VCS_REF
