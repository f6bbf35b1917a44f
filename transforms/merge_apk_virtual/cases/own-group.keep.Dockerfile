FROM python:3.12-alpine
RUN apk add --no-cache --virtual .tools gcc musl-dev
RUN pip install cffi
COPY app.py /app/
CMD ["python3", "/app/app.py"]
