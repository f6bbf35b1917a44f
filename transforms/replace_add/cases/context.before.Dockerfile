FROM python:3.12-slim
ADD . /app
ADD ./ /app/
ADD --chown=1000:1000 conf/ /etc/x/
