FROM python:3.12-slim
RUN apt-get install -y gcc && pip install uwsgi && apt-get purge -y gcc
RUN pip install --target /out uwsgi
