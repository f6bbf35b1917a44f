FROM python:3.12-alpine
RUN apk add --no-cache gcc musl-dev
RUN pip install cffi
RUN python3 setup.py build_ext
COPY app.py /app/
CMD ["python3", "/app/app.py"]
