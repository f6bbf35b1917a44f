FROM python:3.12
HEALTHCHECK CMD curl http://localhost:5000/health
FROM node:22
HEALTHCHECK --interval=30s CMD curl -sS localhost:3000 || exit 1
FROM node:22
HEALTHCHECK CMD ["curl", "-s", "http://localhost"]
FROM node:22
HEALTHCHECK CMD ["python3", "-c", "import requests; requests.get('http://localhost')"]
