FROM alpine:3.20
ARG BUILD_DATE
ARG VCS_REF
LABEL built=$BUILD_DATE revision=$VCS_REF
RUN apk add --no-cache curl
RUN echo "$VCS_REF" > /revision
RUN apk add --no-cache nginx
COPY site /site
