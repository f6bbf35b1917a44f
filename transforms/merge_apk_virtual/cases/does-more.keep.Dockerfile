FROM python:3.12-alpine
RUN apk add --no-cache gcc musl-dev
RUN pip install cffi && ./configure
COPY app.py /app/
CMD ["python3", "/app/app.py"]
