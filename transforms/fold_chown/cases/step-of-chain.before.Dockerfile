FROM python:3.12
RUN useradd app
COPY requirements.txt /app/
RUN pip install -r /app/requirements.txt
COPY . /app
RUN pip install gunicorn \
    && chown -R app:app /app \
    && mkdir /data
