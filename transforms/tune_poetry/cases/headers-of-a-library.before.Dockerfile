FROM python:3.12-slim
RUN apt-get update && apt-get install -y --no-install-recommends gcc libssl1.0-dev > /dev/null && rm -rf /var/lib/apt/lists/*
RUN pip install --no-cache-dir poetry
WORKDIR /app
COPY . .
RUN poetry install
CMD ["uvicorn", "shop:app"]
