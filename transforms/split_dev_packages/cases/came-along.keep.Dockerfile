FROM python:3.12-slim-bookworm
RUN apt-get update && apt-get install -y --no-install-recommends build-essential
RUN pip install --no-cache-dir uwsgi
COPY data.tar.bz2 /tmp
RUN tar xjf /tmp/data.tar.bz2 -C /srv
CMD ["uwsgi", "app.ini"]
