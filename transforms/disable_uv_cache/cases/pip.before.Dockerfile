FROM python:3.12-slim
COPY --from=ghcr.io/astral-sh/uv:0.8 /uv /uvx /bin/
COPY requirements.txt requirements-dev.txt ./
ENV UV_LINK_MODE=copy
RUN uv pip install --system -r requirements.txt && uv pip install --system gunicorn
RUN apt-get update; python -m uv pip sync \
      # all
      requirements-dev.txt
RUN uv venv /opt/venv && VIRTUAL_ENV=/opt/venv uv pip install flask
RUN uv tool install ruff
CMD ["python", "app.py"]
