FROM python:3.12
COPY . /app
RUN cd /app && git describe > version
