FROM debian:bookworm-slim
RUN pip3 install flask
FROM example.org/python:3.12
RUN pip install flask
FROM pypy:3
RUN pip install flask
ARG IMAGE
FROM ${IMAGE}
RUN pip install flask
FROM gcr.io/distroless/python3
RUN pip install flask
