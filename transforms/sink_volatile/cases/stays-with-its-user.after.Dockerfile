FROM alpine:3.20
RUN apk add --no-cache curl
ARG VCS_REF
RUN echo "$VCS_REF" > /revision
RUN apk add --no-cache nginx
ARG BUILD_DATE
LABEL built=$BUILD_DATE revision=$VCS_REF
COPY site /site
