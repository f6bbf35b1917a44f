FROM python:3.12
HEALTHCHECK CMD python -c "import requests; requests.get('http://localhost:8000/', timeout=int('2'))" || exit 1
