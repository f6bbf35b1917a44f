FROM python:3.12-alpine3.20
WORKDIR /app
COPY requirements.txt .
RUN apk update && apk add git libffi libgcc libstdc++ libgomp libatomic \
    && apk add --virtual .build-deps \
    build-base \
    libffi-dev \
    && pip install -r requirements.txt && rm -rf /tmp/* && apk del .build-deps
COPY . .
RUN mkdir -p /data && chown 1000 /data
USER 1000
CMD ["python3", "main.py"]
