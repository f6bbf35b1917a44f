FROM python:3.12-slim
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev libffi-dev
WORKDIR /app
COPY requirements.txt .
RUN pip install --src /usr/src -r requirements.txt
COPY . .
CMD ["gunicorn", "app:app"]
