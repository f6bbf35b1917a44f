FROM python:3.12-alpine3.20
WORKDIR /app
RUN apk update && apk add \
    git \
    build-base \
    libffi \
    libffi-dev
COPY requirements.txt .
RUN pip install -r requirements.txt && rm -rf /tmp/*
COPY . .
RUN mkdir -p /data && chown 1000 /data
USER 1000
CMD ["python3", "main.py"]
