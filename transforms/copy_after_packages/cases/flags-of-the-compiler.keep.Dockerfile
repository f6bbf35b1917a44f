FROM python:3.12
COPY openssl /opt/openssl
ENV CFLAGS=-I/opt/openssl/include
RUN pip install cryptography
