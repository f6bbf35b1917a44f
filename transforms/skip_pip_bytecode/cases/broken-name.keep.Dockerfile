FROM python:3.12
RUN pi\
p install flask
