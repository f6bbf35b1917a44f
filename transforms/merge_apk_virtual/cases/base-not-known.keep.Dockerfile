FROM example/python
RUN apk add --no-cache gcc musl-dev
RUN pip install cffi
COPY app.py /app/
CMD ["python3", "/app/app.py"]
