FROM python:3.12
RUN pip install poetry pipenv && poetry config virtualenvs.create false && pipenv --version
RUN poetry run pytest && poetry build && pipenv lock
