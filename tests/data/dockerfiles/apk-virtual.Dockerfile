FROM alpine:3.17
RUN apk --no-cache --virtual=.deps add gcc musl-dev libffi-dev \
    && apk add --no-cache python3 py3-pip \
    && pip install cryptography \
    && apk del .deps
ENTRYPOINT ["python3"]
