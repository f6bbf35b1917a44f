FROM python:3.13-slim
ENV PORT=8000
EXPOSE $PORT
CMD ["python", "a.py"]
