FROM python:3.12-slim
RUN uv pip install --system --no-cache flask && uv --no-cache sync && uv pip install -n a && uv pip install --no-cache-dir b
