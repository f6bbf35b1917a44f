FROM python:3.12-slim
WORKDIR /app
COPY requirements.txt .
RUN apt-get update && apt-get install -y gcc libffi-dev \
    && pip install -r requirements.txt \
    && apt-get purge -y --auto-remove gcc libffi-dev
COPY . .
CMD ["gunicorn", "app:app"]
