FROM python:3.12-alpine
WORKDIR /app
RUN apk update && apk add --virtual .b g++ make
COPY --chown=0:0 requirements.txt setup.py /app/
RUN pip install -r requirements.txt
COPY . .
RUN set -eux; apk del .b
CMD ["python3", "main.py"]
