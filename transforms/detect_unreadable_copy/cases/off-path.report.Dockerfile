FROM python:3.12 AS build
RUN pip install --user gunicorn
FROM python:3.12-slim
RUN useradd -m app
COPY --from=build --chown=app /root/.local /home/app/.local
USER app
CMD ["gunicorn", "app:app"]
