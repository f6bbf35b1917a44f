FROM python:3.12
WORKDIR /srv/shop
RUN pip install --no-cache-dir python-magic
COPY . .
CMD ["python", "sniff.py"]
