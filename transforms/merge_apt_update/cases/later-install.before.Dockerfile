FROM python:3.12-slim-bookworm
RUN apt-get update && apt-get install -y libpq5
COPY requirements.txt /srv/
RUN pip install --no-cache-dir -r /srv/requirements.txt
RUN apt-get install -y nginx
COPY . /srv/
RUN apt-get install -y \
        curl \
        jq
