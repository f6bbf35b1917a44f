FROM alpine:3.20
ARG GIT_REF
ENV PYTHONPATH=/opt/$GIT_REF
RUN apk add --no-cache curl
