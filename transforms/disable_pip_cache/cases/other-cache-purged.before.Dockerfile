FROM python:3.12
RUN pip install cache && npm cache clean --force
RUN sed 's/.*x//' cache
