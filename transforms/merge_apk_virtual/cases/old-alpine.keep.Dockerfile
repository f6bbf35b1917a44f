FROM alpine:3.4
RUN apk add --no-cache py-pip gcc musl-dev
RUN pip install cffi
COPY app.py /app/
CMD ["python3", "/app/app.py"]
