FROM python:3.12
RUN pip install flask
CMD ["pip", "cache", "list"]
