FROM python:3.13-slim
EXPOSE 8000
EXPOSE 8080
CMD ["python", "a.py"]
