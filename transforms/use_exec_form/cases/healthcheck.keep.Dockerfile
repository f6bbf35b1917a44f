FROM python:3.12
HEALTHCHECK --interval=5s CMD curl -f http://localhost/ || exit 1

FROM python:3.12
HEALTHCHECK CMD python check.py
