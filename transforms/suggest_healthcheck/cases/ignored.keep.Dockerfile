FROM python:3.13-slim
EXPOSE 8000
# dfopt: ignore[suggest-healthcheck] the orchestrator asks
CMD ["python", "a.py"]
