FROM python:3.12-slim
RUN pip install --no-cache-dir uv
RUN uv pip install --system flask
RUN cp -r /root/.ca* /opt/kept
