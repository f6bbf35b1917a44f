FROM python:3.12-slim
RUN --mount=type=bind,source=.,target=/src uv pip install --no-cache --system /src
