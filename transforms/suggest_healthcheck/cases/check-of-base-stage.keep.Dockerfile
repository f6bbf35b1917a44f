FROM python:3.13-slim AS base
HEALTHCHECK CMD ["python", "check.py"]
FROM base
EXPOSE 8000
CMD ["python", "a.py"]
