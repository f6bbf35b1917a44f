FROM python:3.12-slim
RUN pip install --no-cache-dir \
        # web
        flask \
        gunicorn \
    && pip install --no-cache-dir \
        pytest
