FROM python:3.12
HEALTHCHECK CMD python -c "import requests; exit('ok' not in requests.get('http://localhost:8000/').text)"
FROM python:3.12
HEALTHCHECK CMD python -c "import requests; r = requests.get('http://localhost:8000/'); exit(not r)"
FROM python:3.12
HEALTHCHECK CMD python -c "import sys, requests; sys.exit(0 if requests.get('http://localhost:8000/').ok else 1)"
