FROM ubuntu:trusty
RUN pip install flask
