FROM python:3.12
RUN pip install wget curl && apt-get remove wget curl
