FROM python:3.12-slim
RUN pip install --no-cache-dir pipenv
WORKDIR /app
COPY Pipfile Pipfile.lock ./
RUN pipenv install --deploy --system --dev
COPY . .
RUN python -m pytest
CMD ["gunicorn", "shop.wsgi"]
