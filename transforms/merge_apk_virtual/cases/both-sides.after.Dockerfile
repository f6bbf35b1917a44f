FROM python:3.12-alpine
WORKDIR /app
COPY --chown=0:0 requirements.txt setup.py /app/
RUN apk update && apk add --virtual .b g++ make \
    && pip install -r requirements.txt \
    && { set -eux; apk del .b; }
COPY . .
CMD ["python3", "main.py"]
