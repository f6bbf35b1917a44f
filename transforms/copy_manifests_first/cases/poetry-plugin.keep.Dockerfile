FROM python:3.13-slim
RUN pip install --no-cache-dir poetry
WORKDIR /app
COPY . .
RUN poetry install --no-root
CMD ["python", "a.py"]
