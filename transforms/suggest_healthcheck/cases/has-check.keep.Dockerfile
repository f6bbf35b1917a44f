FROM python:3.13-slim
EXPOSE 8000
HEALTHCHECK CMD ["python", "check.py"]
CMD ["python", "a.py"]
