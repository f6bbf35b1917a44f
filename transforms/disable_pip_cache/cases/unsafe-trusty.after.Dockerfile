FROM ubuntu:trusty
RUN pip install --no-cache-dir flask
