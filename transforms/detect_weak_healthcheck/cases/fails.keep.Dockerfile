FROM python:3.12
HEALTHCHECK CMD curl -fsS http://localhost:5000/health
FROM node:22
HEALTHCHECK CMD curl --fail localhost || exit 1
FROM node:22
HEALTHCHECK CMD ["wget", "-q", "localhost"]
FROM node:22
HEALTHCHECK CMD python -c "import requests; assert requests.get('http://localhost').status_code == 200"
FROM node:22
HEALTHCHECK NONE
