FROM python:3.12-slim
COPY . /app
COPY ./ /app/
COPY --chown=1000:1000 conf/ /etc/x/
