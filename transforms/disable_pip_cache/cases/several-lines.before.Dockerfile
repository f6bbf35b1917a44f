FROM python:3.12-slim
RUN pip install \
        # web
        flask \
        gunicorn \
    && pip install \
        pytest
