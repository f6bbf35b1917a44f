FROM python:3.13-slim
RUN pip install --no-cache-dir pipenv
ENV PIPENV_PIPFILE=/app/deploy/Pipfile
WORKDIR /app
COPY . .
RUN pipenv install --system --deploy
CMD ["python", "a.py"]
