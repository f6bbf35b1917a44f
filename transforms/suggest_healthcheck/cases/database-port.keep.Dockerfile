FROM python:3.13-slim
EXPOSE 5432
CMD ["python", "a.py"]
