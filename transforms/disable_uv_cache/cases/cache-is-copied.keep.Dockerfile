FROM python:3.12-slim AS a
RUN uv pip install --system flask
FROM a
COPY --from=a /root/.cache /root/.cache
