FROM python:3.12-slim
COPY . /app
RUN --mount=type=bind,source=.git,target=/src/.git true
