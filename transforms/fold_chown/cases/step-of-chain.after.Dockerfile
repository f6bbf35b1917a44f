FROM python:3.12
RUN useradd app
COPY --chown=app:app requirements.txt /app/
RUN pip install -r /app/requirements.txt
COPY --chown=app:app . /app
RUN pip install gunicorn \
    && mkdir /data
