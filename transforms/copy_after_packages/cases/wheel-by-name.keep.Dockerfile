FROM python:3.12
WORKDIR /wheels
COPY . .
RUN pip install own-1.0-py3-none-any.whl
