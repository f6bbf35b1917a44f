FROM python:3.12
COPY first.txt /tmp/
WORKDIR /app
COPY . .
RUN pip install -r /tmp/first.txt
RUN pip install -r requirements.txt
