FROM python:3.12
WORKDIR /srv/shop
RUN PYTHONDONTWRITEBYTECODE=1 pip install --no-cache-dir python-magic
COPY . .
CMD ["python", "sniff.py"]
