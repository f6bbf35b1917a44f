FROM alpine:3.20
RUN adduser root www-data && curl -o /tmp/a.tgz https://example.org/a.tgz
RUN rm /tmp/a.tgz
USER root
RUN addgroup root www-data && curl -o /tmp/a.tgz https://example.org/a.tgz
RUN rm /tmp/a.tgz
USER root
RUN deluser games && curl -o /tmp/a.tgz https://example.org/a.tgz
RUN rm /tmp/a.tgz
