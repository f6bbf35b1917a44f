FROM python:3.12
ENV PIP_CONSTRAINT=constraints.txt
WORKDIR /app
COPY . .
RUN pip install flask
