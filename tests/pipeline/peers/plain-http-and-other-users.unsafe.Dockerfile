FROM python:3.12-slim
HEALTHCHECK CMD curl --fail http://localhost:8080/health
RUN sudo -u www-data -H pip install --no-cache-dir flask
RUN sudo -i pip install flask
# hadolint ignore=DL3009,DL3015,DL3042
RUN apt-get update && apt-get install -y curl && pip install flask
