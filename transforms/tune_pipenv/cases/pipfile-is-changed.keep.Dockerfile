FROM python:3.12-slim
RUN pip install --no-cache-dir pipenv
WORKDIR /app
COPY Pipfile Pipfile.lock ./
RUN sed -i s/3.11/3.12/ Pipfile
RUN pipenv install --system && rm -rf ~/.cache/pipenv
CMD ["gunicorn", "shop.wsgi"]
