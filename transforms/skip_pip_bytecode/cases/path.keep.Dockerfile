FROM python:3.12
RUN /usr/local/bin/pip install flask
