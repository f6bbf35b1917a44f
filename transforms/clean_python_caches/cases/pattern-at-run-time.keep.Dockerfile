FROM python:3.12-slim
RUN pip install --no-cache-dir pipenv
WORKDIR /app
COPY pyproject.toml pipenv.lock ./
RUN pipenv install
CMD tar czf /backup/home.tgz /root/.c* && exec pipenv run serve
