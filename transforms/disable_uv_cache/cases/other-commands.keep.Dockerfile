FROM python:3.12-slim
RUN uv venv && uv lock && uv run pytest && uv python install 3.12 && echo uv sync
