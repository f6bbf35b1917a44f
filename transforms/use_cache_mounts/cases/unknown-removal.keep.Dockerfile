FROM python:3.12-slim
ENV WORK=/root
RUN pip install flask && rm -rf $TEMPORARY
