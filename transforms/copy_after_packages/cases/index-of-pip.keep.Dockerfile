FROM python:3.12
COPY simple /simple
RUN pip install --index-url file:///simple own
