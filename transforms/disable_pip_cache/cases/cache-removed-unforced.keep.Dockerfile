FROM python:3.12-slim
RUN pip install flask
RUN rm -r /root/.cache
