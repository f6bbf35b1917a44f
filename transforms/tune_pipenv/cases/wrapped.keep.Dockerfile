FROM python:3.12-slim
RUN pip install --no-cache-dir pipenv
WORKDIR /app
COPY Pipfile Pipfile.lock ./
RUN sudo -H pipenv install --system
COPY shop shop
CMD ["gunicorn", "shop.wsgi"]
