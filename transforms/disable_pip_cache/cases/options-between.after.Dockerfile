FROM python:3.12-slim
RUN pip --proxy http://proxy:3128 install --no-cache-dir --index-url https://pypi.example.org/simple --no-deps flask
