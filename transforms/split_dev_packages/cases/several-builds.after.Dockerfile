FROM python:3.12-slim-bookworm
COPY requirements.txt /app/
RUN apt-get update && apt-get install -y --no-install-recommends g++ libgomp1 libxml2 libxml2-dev libxslt1-dev libxslt1.1 \
    && pip install --no-cache-dir --upgrade lxml \
    && pip install --no-cache-dir -r /app/requirements.txt \
    && apt-get purge -y --auto-remove g++ libxml2-dev libxslt1-dev
COPY . /app
CMD ["python", "/app/main.py"]
