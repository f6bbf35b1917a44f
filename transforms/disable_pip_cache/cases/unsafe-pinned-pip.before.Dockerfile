FROM python:3.8-slim
RUN pip install 'pip<19'
RUN pip install flask
