FROM python:3.12-slim
RUN uv sync
CMD ["uv", "run", "app"]
