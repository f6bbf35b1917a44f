FROM python:3.12
RUN apt-get update && apt-get install -y --no-install-recommends libpq-dev && rm -rf /var/lib/apt/lists/*
WORKDIR /srv/shop
COPY requirements.txt .
RUN PYTHONDONTWRITEBYTECODE=1 pip install --no-cache-dir -r requirements.txt
COPY . .
CMD ["python", "-m", "shop"]
