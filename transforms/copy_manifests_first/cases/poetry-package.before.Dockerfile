FROM python:3.12-slim
WORKDIR /app
COPY . .
RUN pip install --no-cache-dir poetry==2.2.1
RUN poetry config virtualenvs.create false && poetry install --no-interaction --only main
CMD ["python", "app.py"]
