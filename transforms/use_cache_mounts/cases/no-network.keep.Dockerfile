FROM python:3.12-slim
RUN --network=none pip install ./wheels/flask.whl
