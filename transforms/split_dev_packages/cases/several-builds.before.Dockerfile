FROM python:3.12-slim-bookworm
COPY requirements.txt /app/
RUN apt-get update && apt-get install -y --no-install-recommends g++ libxml2-dev libxslt1-dev
RUN pip install --no-cache-dir --upgrade lxml
RUN pip install --no-cache-dir -r /app/requirements.txt
COPY . /app
CMD ["python", "/app/main.py"]
