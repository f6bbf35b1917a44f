FROM python:3.12-slim
RUN echo "$(uv pip install flask)"
